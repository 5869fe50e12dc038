package io.posthorn.email;

import java.util.Objects;

/**
 * What becomes of a received mail once its {@link EmailHandler} has returned normally, never before.
 *
 * @param action what is done
 * @param folder where it is moved to; empty for the other actions
 */
public record Disposition(Action action, String folder) {

    /** Stays as it is, unread ones unread. */
    public static final Disposition LEAVE = new Disposition(Action.LEAVE, "");

    /** Stays and is marked as read. IMAP only. */
    public static final Disposition MARK_READ = new Disposition(Action.MARK_READ, "");

    /** Is deleted for good. */
    public static final Disposition DELETE = new Disposition(Action.DELETE, "");

    /** What can be done with a mail. */
    public enum Action {
        /** Nothing. */
        LEAVE,
        /** The flag {@code \Seen} (RFC 9051, section 2.3.2) is set. */
        MARK_READ,
        /** It goes to another folder of the mailbox. */
        MOVE,
        /** It is deleted and expunged; with POP3 when the connection ends. */
        DELETE
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a folder is missing, or given where none belongs
     */
    public Disposition {
        Objects.requireNonNull(action, "action");
        folder = folder.strip();
        if ((action == Action.MOVE) == folder.isEmpty()) {
            throw new IllegalArgumentException(
                    action == Action.MOVE
                            ? "A mail cannot be moved to a folder without a name. Give one, for example Archive."
                            : action + " takes no folder.");
        }
    }

    /**
     * Is moved to another folder. IMAP only; the folder is not made.
     *
     * @param folder its full name, with the server's own delimiter
     * @return the disposition
     * @throws IllegalArgumentException if it is blank
     */
    public static Disposition moveTo(String folder) {
        return new Disposition(Action.MOVE, folder);
    }
}
