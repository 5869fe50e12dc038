package io.posthorn.email.internal.workflow;

import io.posthorn.email.Address;
import io.posthorn.email.Email;
import io.posthorn.email.Receipt;
import io.posthorn.email.RecipientOutcome;
import io.posthorn.email.internal.EmailServiceConfig;
import io.posthorn.oauth.TokenService;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What the steps that send have in common.
 *
 * @param label the operation
 * @param documentKeys which its documents come under
 * @param page for what an own connection leaves out
 * @param tokens sign-ins of a step's own
 * @param operation sends
 */
record SendingStep(
        String label,
        List<String> documentKeys,
        EmailServiceConfig page,
        TokenService tokens,
        SendingStep.Operation operation) {

    private static final List<String> CONNECTION = ConnectionField.keys(ConnectionField.SENDING);

    /** One of the operations. */
    interface Operation {
        Receipt send(Email.Builder email, DocumentInput documents, OwnConnection connection);
    }

    Map<String, Object> execute(Map<String, Object> values) {
        StepInput input = new StepInput(
                label, values, MailInput.KEYS, documentKeys, List.of(OwnConnection.USE_GLOBAL_SETTINGS), CONNECTION);
        OwnConnection connection = new OwnConnection(page, tokens, input, ConnectionField.SENDING);
        try (Spool spool = new Spool(Long.MAX_VALUE)) {
            DocumentInput documents = new DocumentInput(input, spool);
            return output(operation.send(MailInput.email(input, documents), documents, connection));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of closing a file that is gone already
        }
    }

    private static Map<String, Object> output(Receipt receipt) {
        return Map.of(
                "messageId", receipt.messageId(),
                "serverReply", receipt.serverReply(),
                "recipients",
                        receipt.recipients().stream().map(Address::address).toList(),
                "outcomes", receipt.outcomes().stream().map(SendingStep::output).toList());
    }

    private static Map<String, String> output(RecipientOutcome outcome) {
        return Map.of(
                "recipient", outcome.recipient().address(),
                "state", outcome.state().name(),
                "serverReply", outcome.serverReply());
    }
}
