package io.posthorn.sandbox;

/** Refusals as servers of the field word them, for {@link Exchange#answer}. */
public final class KnownReplies {
    /** Exchange's front end in trouble; comes at AUTH too, and may stay. */
    public static final String SMTP_SERVER_ERROR =
            "451 4.7.0 Temporary server error. Please try again later. PRX2 [XX0P000XX0000.SANDBOX]";

    /** What RFC 4954, section 6, has for trouble in the login. */
    public static final String SMTP_TEMPORARY_LOGIN_FAILURE = "454 4.7.0 Temporary authentication failure";

    /** Postfix when its login service is down (measured): a permanent code for a temporary trouble. */
    public static final String SMTP_POSTFIX_LOGIN_FAILURE =
            "535 5.7.8 Error: authentication failed: (reason unavailable)";

    /** Dovecot when it can not check a token (measured). */
    public static final String IMAP_UNAVAILABLE =
            "NO [UNAVAILABLE] Temporary authentication failure. [sandbox:2026-11-23 12:00:00]";

    /** Dovecot when it can not check a token (measured). */
    public static final String POP3_TEMPORARY =
            "-ERR [SYS/TEMP] Temporary authentication failure. [sandbox:2026-11-23 12:00:00]";

    /** Exchange ends a connection for reasons of its own; closes it. */
    public static final String IMAP_BYE = "* BYE Connection is closed. 13";

    /** Exchange's front end closes; closes the connection. */
    public static final String SMTP_CLOSING = "421 4.3.2 Service not available, closing transmission channel";

    private KnownReplies() {}
}
