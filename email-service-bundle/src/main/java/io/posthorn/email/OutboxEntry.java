package io.posthorn.email;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A mail that was submitted, as it stands now. Holds nothing of its body.
 *
 * @param id of the entry
 * @param key that the caller gave; empty if none
 * @param state how far it is
 * @param messageId its Message-ID, fixed when it was submitted
 * @param mailbox which it goes out from
 * @param recipients of the envelope
 * @param subject of the mail
 * @param size of the mail in octets
 * @param submitted when
 * @param tries how often the server was tried
 * @param nextTry when it is tried next; empty unless it waits for a time
 * @param ended when it was sent, refused, dropped, or came in doubt
 * @param cause why it waits, was refused, or is in doubt; empty if there is nothing to say
 */
public record OutboxEntry(
        String id,
        String key,
        State state,
        String messageId,
        String mailbox,
        List<Address> recipients,
        String subject,
        long size,
        Instant submitted,
        int tries,
        Optional<Instant> nextTry,
        Optional<Instant> ended,
        String cause) {

    /** How far a mail is. */
    public enum State {
        /** It is to be sent. */
        WAITING,
        /** It is being sent at this moment. */
        SENDING,
        /** The server accepted it for every recipient that it goes to. */
        SENT,
        /** It was refused for good. */
        REFUSED,
        /** It may or may not have been sent. It is never sent again by itself. */
        IN_DOUBT,
        /** Somebody gave it up, or a newer mail took its place. */
        DROPPED
    }

    public OutboxEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        recipients = List.copyOf(recipients);
    }
}
