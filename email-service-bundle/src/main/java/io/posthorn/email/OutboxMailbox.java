package io.posthorn.email;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A mailbox of the outbox.
 *
 * @param mailbox its address
 * @param waiting how many mails wait
 * @param paused whether a person has paused it
 * @param restsUntil until when nothing is tried after a failure; empty if it does not rest
 * @param cause why it rests; empty if it does not
 */
public record OutboxMailbox(String mailbox, long waiting, boolean paused, Optional<Instant> restsUntil, String cause) {

    public OutboxMailbox {
        Objects.requireNonNull(mailbox, "mailbox");
        Objects.requireNonNull(cause, "cause");
    }
}
