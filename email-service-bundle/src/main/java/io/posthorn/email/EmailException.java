package io.posthorn.email;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * A mail was not sent or not received. The message is one or two sentences for the administrator: what is wrong, where,
 * and what to do. It never holds a token, a password or a body.
 */
public final class EmailException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String serverReply;

    /** What is wrong, in the terms of what must happen next. */
    public enum Kind {
        /** The network or a server is in trouble; a later try may work. */
        TEMPORARY,
        /** A person must sign in again, and the new refresh token be given. */
        SIGN_IN_NEEDED,
        /** A page, the call's connection settings, or the app registration must be put right. */
        CONFIGURATION,
        /** An administrator of the tenant or mailbox must allow it. */
        POLICY,
        /** What the caller gave cannot be sent or taken: a missing From, an attachment that cannot be read. */
        INVALID,
        /** The server refused the mail or a recipient for good; sending it again will not help. Nothing was sent. */
        REFUSED,
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
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.serverReply = Objects.requireNonNull(serverReply, "serverReply");
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
}
