package io.posthorn.email;

/** How a connection to a mail server is protected. {@link Protocol} says what {@link #TLS} means on which port. */
public enum TransportSecurity {
    /** Not at all. For passwords in a trusted network only; an OAuth login is refused. */
    NONE,
    /** TLS from the first byte, on any port. */
    SSL,
    /**
     * TLS from the first byte on a port that is made for it, otherwise STARTTLS (STLS for POP3), required. Never falls
     * back to a connection without TLS.
     */
    TLS
}
