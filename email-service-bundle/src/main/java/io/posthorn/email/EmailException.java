package io.posthorn.email;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A mail was not sent or not received. The message is one or two sentences for the administrator: what is wrong, where,
 * and what to do. It never holds a token, a password or a body.
 */
public final class EmailException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String serverReply;
    private final @Nullable Duration retryAfter;
    private final boolean wholeMailbox;
    private final transient List<RecipientOutcome> outcomes;

    /** What is wrong, in the terms of what must happen next. */
    public enum Kind {
        /** This mail cannot be sent or taken as it is, whether the server said so or we did. Sending it again will not help. */
        MESSAGE,
        /** The server refused a recipient for good. With all-or-nothing delivery nobody got the mail. */
        RECIPIENT,
        /** The mailbox must be put right: it is full, its login or protocol is switched off, or a right on it is missing. */
        MAILBOX,
        /** A page, the call's connection settings, or the app registration must be put right. */
        APPLICATION,
        /** An administrator of the tenant must allow it. */
        TENANT,
        /** The network or a server is in trouble, or a limit is reached; a later try may work. */
        TEMPORARY,
        /** A person must sign in again. */
        SIGN_IN_NEEDED,
        /** The connection died before the server said whether it took the mail. It may or may not have been sent. */
        IN_DOUBT
    }

    /**
     * Makes one.
     *
     * @param kind what is wrong
     * @param serverReply the server's own words; empty if none were heard
     * @param message for the administrator
     * @param cause may be null
     */
    public EmailException(Kind kind, String serverReply, String message, @Nullable Throwable cause) {
        this(kind, serverReply, message, null, List.of(), cause);
    }

    /**
     * Makes one that says when to try again, and what became of each recipient.
     *
     * @param kind what is wrong
     * @param serverReply the server's own words; empty if none were heard
     * @param message for the administrator
     * @param retryAfter how long to wait; null if a later try is not known to help
     * @param outcomes of the recipients; empty if the mail got to nobody
     * @param cause may be null
     */
    public EmailException(
            Kind kind,
            String serverReply,
            String message,
            @Nullable Duration retryAfter,
            List<RecipientOutcome> outcomes,
            @Nullable Throwable cause) {
        this(kind, serverReply, message, retryAfter, false, outcomes, cause);
    }

    /**
     * Makes one that says whether other mails of the mailbox have to wait, too.
     *
     * @param kind what is wrong
     * @param serverReply the server's own words; empty if none were heard
     * @param message for the administrator
     * @param retryAfter how long to wait; null if a later try is not known to help
     * @param wholeMailbox whether the wait is for every mail of the mailbox
     * @param outcomes of the recipients; empty if the mail got to nobody
     * @param cause may be null
     */
    public EmailException(
            Kind kind,
            String serverReply,
            String message,
            @Nullable Duration retryAfter,
            boolean wholeMailbox,
            List<RecipientOutcome> outcomes,
            @Nullable Throwable cause) {
        super(message, cause);
        this.wholeMailbox = wholeMailbox;
        this.kind = Objects.requireNonNull(kind, "kind");
        this.serverReply = Objects.requireNonNull(serverReply, "serverReply");
        this.retryAfter = retryAfter;
        this.outcomes = List.copyOf(outcomes);
    }

    /**
     * What is wrong.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The server's own words.
     *
     * @return for example {@code 535 5.7.3 Authentication unsuccessful}; empty if none were heard
     */
    public String serverReply() {
        return serverReply;
    }

    /**
     * When to try again, counted from when this was thrown.
     *
     * @return empty if a person must do something first, or it will never work
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * Whether other mails of the mailbox would fail for the same reason.
     *
     * @return false if it is this mail's or this recipient's trouble alone
     */
    public boolean isForWholeMailbox() {
        return switch (kind) {
            case MAILBOX, APPLICATION, TENANT, SIGN_IN_NEEDED -> true;
            case TEMPORARY -> wholeMailbox;
            case MESSAGE, RECIPIENT, IN_DOUBT -> false;
        };
    }

    /**
     * What became of each recipient, where that is known.
     *
     * @return empty if nobody got anything. A mail to more recipients than one message may have is sent in parts, so that
     *     some may have it although this was thrown
     */
    public List<RecipientOutcome> outcomes() {
        return outcomes;
    }
}
