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

import java.util.Map;

/** The step <i>Send With Document</i>. */
@Component(
        configurationPid = EmailServicePage.PID,
        property = WorkflowStep.PROCESS_LABEL + "=" + SendWithDocumentStep.LABEL)
public final class SendWithDocumentStep implements WorkflowStep {

    static final String LABEL = "Send With Document";

    private final SendingStep step;

    /**
     * Made by Declarative Services.
     *
     * @param page the page <i>Email service</i>
     * @param service sends the mail
     * @param tokens sign-ins of a step's own
     */
    @Activate
    public SendWithDocumentStep(
            EmailServiceConfig page, @Reference EmailService service, @Reference TokenService tokens) {
        this.step = new SendingStep(LABEL, DocumentInput.ONE, page, tokens, (email, documents, connection) -> {
            Email mail = email.build();
            Document document = documents.one();
            return connection.send(
                    () -> service.sendWithDocument(mail, document),
                    settings -> service.sendWithDocument(mail, document, settings));
        });
    }

    @Override
    public Map<String, Object> execute(Map<String, Object> input) {
        return step.execute(input);
    }
}
