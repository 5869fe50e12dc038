package io.posthorn.email;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which mails to receive, and what becomes of them afterwards. An empty text matches every mail. Begin with
 * {@link #newest()} and add conditions; all of them must hold.
 *
 * @param folder full name of a folder; {@code INBOX} in any case is the inbox, the only one that POP3 has
 * @param sender part of the From header
 * @param subject part of the subject, upper and lower case alike
 * @param unread whether only unread mails match; IMAP only
 * @param since only mails that arrived then or later; empty for all. POP3 has only the Date header to tell by
 * @param largest largest size in octets, as the server tells it; {@link Long#MAX_VALUE} for any
 * @param limit how many mails at most, 1 or more
 * @param disposition what becomes of each mail that was taken
 */
public record Query(
        String folder,
        String sender,
        String subject,
        boolean unread,
        Optional<Instant> since,
        long largest,
        int limit,
        Disposition disposition) {

    /** How many mails are received unless a limit is given. */
    public static final int DEFAULT_LIMIT = 50;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the folder is blank or has a control character, the size is negative, or the
     *     limit is below 1
     */
    public Query {
        folder = folder.strip();
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(disposition, "disposition");
        if (folder.isEmpty() || folder.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The folder has no name, or one with a control character. Give its full"
                    + " name, for example INBOX.");
        }
        if (largest < 0) {
            throw new IllegalArgumentException("The largest size is " + largest + "; give 0 or more octets.");
        }
        if (limit < 1) {
            throw new IllegalArgumentException("The limit is " + limit + "; give 1 or more.");
        }
    }

    /**
     * The newest mails of the INBOX, whatever they are, left as they are.
     *
     * @return a query without conditions, limited to {@value #DEFAULT_LIMIT}
     */
    public static Query newest() {
        return new Query("INBOX", "", "", false, Optional.empty(), Long.MAX_VALUE, DEFAULT_LIMIT, Disposition.LEAVE);
    }

    /**
     * Looks into another folder.
     *
     * @param name its full name, with the server's own delimiter
     * @return a new query
     */
    public Query inFolder(String name) {
        return new Query(name, sender, subject, unread, since, largest, limit, disposition);
    }

    /**
     * Adds a condition.
     *
     * @param part part of the From header
     * @return a new query
     */
    public Query withSender(String part) {
        return new Query(folder, part, subject, unread, since, largest, limit, disposition);
    }

    /**
     * Adds a condition.
     *
     * @param part part of the subject
     * @return a new query
     */
    public Query withSubject(String part) {
        return new Query(folder, sender, part, unread, since, largest, limit, disposition);
    }

    /**
     * Adds a condition: only unread mails.
     *
     * @return a new query
     */
    public Query onlyUnread() {
        return new Query(folder, sender, subject, true, since, largest, limit, disposition);
    }

    /**
     * Adds a condition.
     *
     * @param moment only mails that arrived then or later
     * @return a new query
     */
    public Query since(Instant moment) {
        return new Query(folder, sender, subject, unread, Optional.of(moment), largest, limit, disposition);
    }

    /**
     * Adds a condition.
     *
     * @param octets only mails of this size or smaller
     * @return a new query
     */
    public Query upTo(long octets) {
        return new Query(folder, sender, subject, unread, since, octets, limit, disposition);
    }

    /**
     * Changes the limit.
     *
     * @param value 1 or more
     * @return a new query
     */
    public Query withLimit(int value) {
        return new Query(folder, sender, subject, unread, since, largest, value, disposition);
    }

    /**
     * Changes what becomes of each mail that was taken.
     *
     * @param value the disposition
     * @return a new query
     */
    public Query then(Disposition value) {
        return new Query(folder, sender, subject, unread, since, largest, limit, value);
    }
}
