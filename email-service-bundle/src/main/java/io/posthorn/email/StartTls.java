package io.posthorn.email;

/** When {@link TransportSecurity#TLS} begins with STARTTLS (RFC 3207, RFC 9051; STLS of RFC 2595 for POP3). */
public enum StartTls {
    /** As the port is made for it: {@link Protocol#startsTls(int)}. */
    AUTOMATIC,
    /** On any port. Required all the same: without it nothing is sent. */
    ALWAYS,
    /** On no port: TLS begins with the first byte. */
    NEVER
}
