package io.posthorn.email.internal.workflow;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.internal.EmailServiceConfig;
import io.posthorn.email.internal.EmailServicePage;
import io.posthorn.email.workflow.WorkflowStep;
import io.posthorn.oauth.TokenService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.List;
import java.util.Map;

/** The step <i>Send With Map of Attachments</i>. */
@Component(
        configurationPid = EmailServicePage.PID,
        property = WorkflowStep.PROCESS_LABEL + "=" + SendWithMapOfAttachmentsStep.LABEL)
public final class SendWithMapOfAttachmentsStep implements WorkflowStep {

    static final String LABEL = "Send With Map of Attachments";

    private final SendingStep step;

    /**
     * Made by Declarative Services.
     *
     * @param page the page <i>Email service</i>
     * @param service sends the mail
     * @param tokens sign-ins of a step's own
     */
    @Activate
    public SendWithMapOfAttachmentsStep(
            EmailServiceConfig page, @Reference EmailService service, @Reference TokenService tokens) {
        this.step =
                new SendingStep(LABEL, List.of(DocumentInput.MANY), page, tokens, (email, documents, connection) -> {
                    Email mail = email.build();
                    Map<String, Document> attachments = documents.many();
                    return connection.send(
                            () -> service.sendWithMapOfAttachments(mail, attachments),
                            settings -> service.sendWithMapOfAttachments(mail, attachments, settings));
                });
    }

    @Override
    public Map<String, Object> execute(Map<String, Object> input) {
        return step.execute(input);
    }
}
