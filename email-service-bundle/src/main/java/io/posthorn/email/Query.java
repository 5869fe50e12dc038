package io.posthorn.email;

import java.util.Objects;

/**
 * Which mails of the INBOX to receive. An empty text matches every mail.
 *
 * @param sender part of the From header
 * @param subject part of the subject, upper and lower case alike
 * @param limit how many mails at most, 1 or more
 */
public record Query(String sender, String subject, int limit) {

    /** How many mails are received unless a limit is given. */
    public static final int DEFAULT_LIMIT = 50;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the limit is below 1
     */
    public Query {
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(subject, "subject");
        if (limit < 1) {
            throw new IllegalArgumentException("The limit is " + limit + "; give 1 or more.");
        }
    }

    /**
     * The newest mails, whatever they are.
     *
     * @return a query without conditions, limited to {@value #DEFAULT_LIMIT}
     */
    public static Query newest() {
        return new Query("", "", DEFAULT_LIMIT);
    }

    /**
     * Adds a condition.
     *
     * @param part part of the From header
     * @return a new query
     */
    public Query withSender(String part) {
        return new Query(part, subject, limit);
    }

    /**
     * Adds a condition.
     *
     * @param part part of the subject
     * @return a new query
     */
    public Query withSubject(String part) {
        return new Query(sender, part, limit);
    }

    /**
     * Changes the limit.
     *
     * @param value 1 or more
     * @return a new query
     */
    public Query withLimit(int value) {
        return new Query(sender, subject, value);
    }
}
