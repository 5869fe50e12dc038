package io.posthorn.task.internal.reply;

/**
 * The tracking tag of a notification: which one it is and until when it may be answered, signed. Small letters and digits
 * only, so that it survives as a subject, as a Message-ID, and as a word of a text.
 *
 * @param text about 55 characters; empty if the notification cannot be answered
 */
public record Tag(String text) {

    /** The header that bears it in the notification itself. A mail that has this header is no reply. */
    public static final String HEADER = "X-Posthorn-Task";

    /**
     * The notification's Message-ID, which a reply names in its In-Reply-To.
     *
     * @param domain of the sender
     * @return with angle brackets
     */
    public String messageId(String domain) {
        return "<" + text + "@" + domain + ">";
    }
}
