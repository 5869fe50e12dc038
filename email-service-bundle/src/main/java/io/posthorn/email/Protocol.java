package io.posthorn.email;

/** A mail protocol, its standard ports (RFC 8314), and what {@link TransportSecurity#TLS} means on them. */
public enum Protocol {
    /** Submission (RFC 6409). TLS is STARTTLS, but for port 465. */
    SMTP(25, 465, 587) {
        @Override
        public boolean startsTls(int port) {
            return port != 465;
        }
    },
    /** IMAP4 (RFC 9051). TLS begins with the first byte, but for port 143. */
    IMAP(143, 993, 993) {
        @Override
        public boolean startsTls(int port) {
            return port == 143;
        }
    },
    /** POP3 (RFC 1939). TLS begins with the first byte, but for port 110. */
    POP3(110, 995, 995) {
        @Override
        public boolean startsTls(int port) {
            return port == 110;
        }
    };

    private final int plainPort;
    private final int sslPort;
    private final int tlsPort;

    Protocol(int plainPort, int sslPort, int tlsPort) {
        this.plainPort = plainPort;
        this.sslPort = sslPort;
        this.tlsPort = tlsPort;
    }

    /**
     * The port to use where none is given.
     *
     * @param security the connection's protection
     * @return for example 587 for SMTP with {@link TransportSecurity#TLS}
     */
    public int defaultPort(TransportSecurity security) {
        return switch (security) {
            case NONE -> plainPort;
            case SSL -> sslPort;
            case TLS -> tlsPort;
        };
    }

    /**
     * Whether {@link TransportSecurity#TLS} on this port begins with STARTTLS.
     *
     * @param port the port
     * @return true for STARTTLS, false for TLS from the first byte
     */
    public abstract boolean startsTls(int port);
}
