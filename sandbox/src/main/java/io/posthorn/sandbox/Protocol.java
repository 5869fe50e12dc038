package io.posthorn.sandbox;

/** What the sandbox's servers speak. */
public enum Protocol {
    /** Submission with STARTTLS. */
    SMTP,
    /** IMAP under TLS. */
    IMAP,
    /** POP3 under TLS. */
    POP3,
    /** The authority. */
    HTTPS
}
