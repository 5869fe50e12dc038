package io.posthorn.sandbox;

import java.time.Instant;
import java.util.List;

/**
 * A message that was accepted, but is not delivered before a later minute.
 *
 * @param mailbox who submitted it
 * @param recipients of the envelope
 * @param until when it is delivered, by the sandbox's clock
 */
public record DelayedMail(String mailbox, List<String> recipients, Instant until) {
    /** Copies the recipients. */
    public DelayedMail {
        recipients = List.copyOf(recipients);
    }
}
