package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.internal.mail.wire.Authentication;
import io.posthorn.email.internal.mail.wire.Lifeline;
import io.posthorn.email.internal.mail.wire.MailFailures;
import io.posthorn.email.internal.mail.wire.Route;
import io.posthorn.email.internal.mail.wire.Sessions;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.Permission;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import org.jspecify.annotations.Nullable;

import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** The way to the server of a folder, by the pages as they are when it is gone. Any thread can cut it. */
final class FolderWay {

    /** How much life a token must have left for one more call. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    final ConnectionSettings settings;
    private final Permission permission;
    private final Network network;
    private final Duration patience;
    private final InstantSource clock;
    private @Nullable MailFailures failures;
    private @Nullable Lifeline newest;
    private boolean cut;

    FolderWay(
            ConnectionSettings settings,
            Permission permission,
            Network network,
            Duration patience,
            InstantSource clock) {
        this.settings = settings;
        this.permission = permission;
        this.network = network;
        this.patience = patience;
        this.clock = clock;
    }

    /** Logs in on a session, and perhaps does more. */
    @FunctionalInterface
    interface Opener<C> {
        C open(Session session, @Nullable String user, @Nullable String secret, Instant end) throws MessagingException;
    }

    <C> C go(Opener<C> opener) throws MessagingException {
        Session session = session();
        return Authentication.of(settings, permission, failures())
                .connectKept((user, secret, end) -> opener.open(session, user, secret, early(end)));
    }

    private synchronized Session session() throws MessagingException {
        Route route = Route.to(settings, network);
        failures = new MailFailures(settings, route);
        if (cut) {
            throw new MessagingException("cut", new SocketException("The connection was given up"));
        }
        Session session = Sessions.open(settings, route, patience);
        newest = Lifeline.of(session);
        return session;
    }

    /** Before the token ends, and not at once where tokens are short. */
    private Instant early(Instant end) {
        Duration half = Duration.between(clock.instant(), end).dividedBy(2);
        return end.minus(half.compareTo(MARGIN) < 0 ? half : MARGIN);
    }

    synchronized MailFailures failures() {
        return Objects.requireNonNull(failures);
    }

    synchronized void cut() {
        cut = true;
        if (newest != null) {
            newest.cut();
        }
    }
}
