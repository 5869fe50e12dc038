package io.posthorn.email.internal.mail.send;

import io.posthorn.email.internal.gate.Gate;
import io.posthorn.email.internal.mail.wire.Server;

import java.time.Duration;
import java.time.Instant;

/** An SMTP connection between two mails. */
final class KeptConnection {

    /** A login is not used in the last minutes of its token: Exchange ends sessions when it expires. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private static final Duration TRUSTED_FOR = Duration.ofSeconds(5);

    private final SmtpConnection connection;
    private final Server server;
    private final String mailbox;
    private final Gate.Slot slot;
    private final Instant end;
    private boolean used;
    private Instant idleSince = Instant.MIN;

    /** @param end when the token ends that it was opened with; {@link Instant#MAX} without one */
    KeptConnection(SmtpConnection connection, Server server, String mailbox, Gate.Slot slot, Instant end) {
        this.connection = connection;
        this.server = server;
        this.mailbox = mailbox;
        this.slot = slot;
        this.end = end;
    }

    SmtpConnection connection() {
        return connection;
    }

    String mailbox() {
        return mailbox;
    }

    boolean isOf(Server wanted) {
        return server.equals(wanted);
    }

    /** Whether it has carried a mail before: then the server may have closed it meanwhile. */
    boolean wasUsed() {
        return used;
    }

    void rest(Instant now) {
        used = true;
        idleSince = now;
    }

    Instant idleSince() {
        return idleSince;
    }

    boolean restsSince(Instant moment) {
        return !idleSince.isAfter(moment);
    }

    /** Whether a mail may go out on it; asks the server if it has rested for some seconds. */
    boolean isGood(Instant now) {
        if (!now.isBefore(end.equals(Instant.MAX) ? end : end.minus(MARGIN))) {
            return false;
        }
        return now.isBefore(idleSince.plus(TRUSTED_FOR)) || connection.isConnected();
    }

    /** Says QUIT. */
    void close() {
        try (slot) {
            connection.close();
        }
    }

    /** Ends it from any thread. */
    void cut() {
        connection.cut();
    }
}
