package io.posthorn.email.internal;

import java.time.Duration;

/**
 * What a mailbox allows, and what its callers put up with. Exchange Online's limits: {@link #EXCHANGE}.
 *
 * @param connections SMTP connections at once; 0 for any number
 * @param messagesPerMinute messages in any 60 seconds; 0 for any number
 * @param recipientsPerDay recipients in any 24 hours; 0 for any number
 * @param recipientsPerMessage recipients of one message; a mail to more is sent in parts; 0 for any number
 * @param longestWait how long a caller waits for its turn
 * @param stopTime how long running sends may go on when Posthorn stops
 */
public record Limits(
        int connections,
        int messagesPerMinute,
        int recipientsPerDay,
        int recipientsPerMessage,
        Duration longestWait,
        Duration stopTime) {

    /** Microsoft, Exchange Online limits and smtp-submission-improvements. */
    public static final Limits EXCHANGE = new Limits(3, 30, 10_000, 500, Duration.ofMinutes(2));

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    public Limits {
        if (connections < 0 || messagesPerMinute < 0 || recipientsPerDay < 0 || recipientsPerMessage < 0) {
            throw new IllegalArgumentException("A limit is negative.");
        }
    }

    /** With the usual stop time. */
    public Limits(
            int connections,
            int messagesPerMinute,
            int recipientsPerDay,
            int recipientsPerMessage,
            Duration longestWait) {
        this(
                connections,
                messagesPerMinute,
                recipientsPerDay,
                recipientsPerMessage,
                longestWait,
                Duration.ofSeconds(30));
    }

    /** For the outbox, which has time to wait for the mailbox's turn. */
    Limits patient() {
        return withLongestWait(PATIENCE);
    }

    /** The same limits for a caller who has waited already, or who waits as long as it takes. */
    public Limits withLongestWait(Duration wait) {
        return new Limits(connections, messagesPerMinute, recipientsPerDay, recipientsPerMessage, wait, stopTime);
    }
}
