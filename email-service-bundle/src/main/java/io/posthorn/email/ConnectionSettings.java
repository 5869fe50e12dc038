package io.posthorn.email;

import java.util.Objects;

/**
 * Where a mail server is and how to log in to it.
 *
 * @param protocol what it speaks
 * @param host DNS name; its certificate must bear it
 * @param port 1 to 65535, or 0 for the protocol's standard port
 * @param security protection of the connection; an OAuth login needs {@link TransportSecurity#TLS}
 * @param startTls whether {@link TransportSecurity#TLS} begins with STARTTLS, for unusual ports
 * @param login how to log in
 */
public record ConnectionSettings(
        Protocol protocol, String host, int port, TransportSecurity security, StartTls startTls, Login login) {

    /**
     * Checks, and puts the standard port in place of 0.
     *
     * @throws IllegalArgumentException if the host is empty or not a name, the port is out of range, or an OAuth login
     *     would go over anything but {@link TransportSecurity#TLS}
     */
    public ConnectionSettings {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(security, "security");
        Objects.requireNonNull(startTls, "startTls");
        Objects.requireNonNull(login, "login");
        host = host.strip();
        if (!host.matches("[A-Za-z0-9._:\\[\\]-]+")) {
            throw new IllegalArgumentException(
                    "'" + host + "' is not the name of a host. Give its DNS name, like smtp.office365.com.");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "The port is " + port + "; give 1 to 65535, or 0 for the standard port.");
        }
        if (login instanceof Login.OAuth && security != TransportSecurity.TLS) {
            throw new IllegalArgumentException(
                    "An OAuth login needs the transport security TLS; it is " + security + ".");
        }
        if (port == 0) {
            port = protocol.defaultPort(security);
        }
    }

    /**
     * With STARTTLS where the port is made for it.
     *
     * @param protocol what it speaks
     * @param host DNS name
     * @param port 1 to 65535, or 0 for the protocol's standard port
     * @param security protection of the connection
     * @param login how to log in
     * @throws IllegalArgumentException as the other constructor does
     */
    public ConnectionSettings(Protocol protocol, String host, int port, TransportSecurity security, Login login) {
        this(protocol, host, port, security, StartTls.AUTOMATIC, login);
    }

    /**
     * Whether the connection begins without TLS and must change to it by STARTTLS (STLS for POP3).
     *
     * @return false for TLS from the first byte, and for no TLS
     */
    public boolean beginsWithStartTls() {
        if (security != TransportSecurity.TLS) {
            return false;
        }
        return switch (startTls) {
            case AUTOMATIC -> protocol.startsTls(port);
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }

    /**
     * The server in short, for messages.
     *
     * @return for example {@code SMTP server smtp.office365.com:587}
     */
    public String server() {
        return protocol + " server " + host + ":" + port;
    }
}
