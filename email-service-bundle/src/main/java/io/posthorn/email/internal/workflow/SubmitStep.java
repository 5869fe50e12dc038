package io.posthorn.email.internal.workflow;

import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.workflow.WorkflowStep;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The step <i>Submit</i>: the durable form of sending, always with the settings of the page. */
@Component(property = WorkflowStep.PROCESS_LABEL + "=" + SubmitStep.LABEL)
public final class SubmitStep implements WorkflowStep {

    static final String LABEL = "Submit";

    private final EmailService service;

    /**
     * Made by Declarative Services.
     *
     * @param service has the outbox
     */
    @Activate
    public SubmitStep(@Reference EmailService service) {
        this.service = service;
    }

    @Override
    public Map<String, Object> execute(Map<String, Object> values) {
        StepInput input = new StepInput(
                LABEL, values, MailInput.KEYS, DocumentInput.ONE, List.of(DocumentInput.MANY, "key", "supersedes"));
        try (Spool spool = new Spool(Long.MAX_VALUE)) {
            return output(submit(input, email(input, new DocumentInput(input, spool))));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of closing a file that is gone already
        }
    }

    private static Email email(StepInput input, DocumentInput documents) {
        Email.Builder email = MailInput.email(input, documents);
        if (DocumentInput.ONE.stream().anyMatch(input::has)) {
            email.attachment(documents.one());
        }
        if (input.has(DocumentInput.MANY)) {
            documents.many().forEach((name, document) -> email.attachment(document.named(name)));
        }
        return email.build();
    }

    private OutboxEntry submit(StepInput input, Email email) {
        String key = input.text("key").strip();
        String earlier = input.text("supersedes").strip();
        return earlier.isEmpty() ? service.submit(email, key) : service.supersede(earlier, email, key);
    }

    private static Map<String, Object> output(OutboxEntry entry) {
        return Map.of(
                "id", entry.id(),
                "key", entry.key(),
                "state", entry.state().name(),
                "messageId", entry.messageId());
    }
}
