package io.posthorn.email;

import io.posthorn.email.RecipientOutcome.State;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a server accepted. Accepted is not delivered: from here on the server answers for the mail.
 *
 * @param messageId the mail's Message-ID (RFC 5322, section 3.6.4), with its angle brackets
 * @param outcomes of every recipient, in the order of To, CC and BCC
 * @param serverReply the server's last reply, for example {@code 250 2.0.0 OK}
 * @param waited how long the mail waited for its mailbox's turn
 */
public record Receipt(String messageId, List<RecipientOutcome> outcomes, String serverReply, Duration waited) {

    public Receipt {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(serverReply, "serverReply");
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Who gets the mail.
     *
     * @return every address that the server accepted
     */
    public List<Address> recipients() {
        return outcomes.stream()
                .filter(outcome -> outcome.state() == State.ACCEPTED)
                .map(RecipientOutcome::recipient)
                .toList();
    }

    /**
     * Whether everybody gets it.
     *
     * @return false if a recipient was refused or deferred
     */
    public boolean isComplete() {
        return outcomes.stream().allMatch(outcome -> outcome.state() == State.ACCEPTED);
    }
}
