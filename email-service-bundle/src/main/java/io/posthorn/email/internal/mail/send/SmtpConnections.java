package io.posthorn.email.internal.mail.send;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.internal.Limits;
import io.posthorn.email.internal.gate.Gate;
import io.posthorn.email.internal.mail.wire.Authentication;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import io.posthorn.email.internal.mail.wire.MailFailures;
import io.posthorn.email.internal.mail.wire.Route;
import io.posthorn.email.internal.mail.wire.Server;
import io.posthorn.email.internal.mail.wire.Sessions;
import io.posthorn.oauth.Permission;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The SMTP connections that are open. One that has carried a mail waits a while for the next one of the same server and
 * login. Each carries one mail at a time.
 */
public final class SmtpConnections {

    private static final Duration REST = Duration.ofSeconds(20);

    private final Gate gate;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final Deque<KeptConnection> idle = new ArrayDeque<>();
    private final Set<KeptConnection> busy = new HashSet<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private boolean closing;
    private boolean retiring; // one look is planned; more would be one for each mail

    public SmtpConnections(Gate gate, InstantSource clock, ScheduledExecutorService timer) {
        this.gate = gate;
        this.clock = clock;
        this.timer = timer;
        gate.onCrowded(this::makeRoom);
    }

    /** What a connection is opened with. */
    public record Way(ConnectionSettings settings, Route route, MailFailures failures, String mailbox) {}

    /**
     * A connection for one mail; to be given back. Waits until the mailbox allows one more, or until one becomes free.
     *
     * @param fresh whether a kept one will not do
     */
    public KeptConnection take(Way way, Limits limits, boolean fresh) {
        Authentication authentication = Authentication.of(way.settings(), Permission.SMTP_SEND, way.failures());
        Server server = Server.of(way.settings(), authentication.user(), authentication.secret());
        while (true) {
            KeptConnection taken = gate.<KeptConnection>connect(
                    way.mailbox(),
                    limits,
                    () -> fresh ? null : rested(server),
                    slot -> begin(
                            authentication.connectKept((user, secret, end) -> open(way, slot, user, secret, end))));
            if (!taken.wasUsed() || taken.isGood(clock.instant())) {
                return taken;
            }
            discard(taken);
        }
    }

    private static KeptConnection open(
            Way way, Gate.Slot slot, @Nullable String user, @Nullable String secret, Instant end)
            throws MessagingException {
        Session session = Sessions.open(way.settings(), way.route());
        SmtpConnection connection = SmtpConnection.open(session, way.settings(), user, secret);
        return new KeptConnection(connection, Server.of(way.settings(), user, secret), way.mailbox(), slot, end);
    }

    private synchronized KeptConnection begin(KeptConnection connection) {
        if (closing) {
            connection.close();
            throw stopping();
        }
        busy.add(connection);
        return connection;
    }

    private synchronized @Nullable KeptConnection rested(Server server) {
        for (Iterator<KeptConnection> kept = idle.iterator(); kept.hasNext(); ) {
            KeptConnection connection = kept.next();
            if (connection.isOf(server)) {
                kept.remove();
                busy.add(connection);
                return connection;
            }
        }
        return null;
    }

    public static EmailException stopping() {
        return new EmailException(
                Kind.TEMPORARY, "", "Posthorn is stopping. Nothing was sent; send it again when it runs.", null);
    }

    /** Takes a connection back for the next mail. */
    public void giveBack(KeptConnection connection) {
        if (isKept(connection)) {
            gate.offer(connection.mailbox());
        } else {
            discard(connection);
        }
    }

    private synchronized boolean isKept(KeptConnection connection) {
        if (closing) {
            return false;
        }
        busy.remove(connection);
        connection.rest(clock.instant());
        idle.addFirst(connection);
        if (!retiring) {
            retiring = true;
            timer.schedule(this::retire, REST.toMillis(), TimeUnit.MILLISECONDS);
        }
        return true;
    }

    /** Ends a connection that is no good any more. */
    public void discard(KeptConnection connection) {
        connection.close();
        ended(connection);
    }

    private synchronized void ended(KeptConnection connection) {
        busy.remove(connection);
        if (closing && busy.isEmpty()) {
            drained.complete(null);
        }
    }

    /** Lets those go that have rested long enough. */
    private void retire() {
        Deque<KeptConnection> old = new ArrayDeque<>();
        synchronized (this) {
            Instant before = clock.instant().minus(REST);
            idle.removeIf(kept -> kept.restsSince(before) && old.add(kept));
            retiring = !idle.isEmpty();
            if (retiring) {
                Duration next = Duration.between(before, idle.getLast().idleSince());
                timer.schedule(this::retire, Math.max(1, next.toMillis()), TimeUnit.MILLISECONDS);
            }
        }
        MailClassLoader.call(() -> {
            old.forEach(KeptConnection::close);
            return old;
        });
    }

    /** Lets the longest rested connection of a mailbox go: somebody else waits for one, here or on another server. */
    private void makeRoom(String mailbox) {
        KeptConnection oldest = longestRested(mailbox);
        if (oldest != null) {
            timer.execute(() -> MailClassLoader.call(() -> {
                oldest.close();
                return mailbox;
            }));
        }
    }

    private synchronized @Nullable KeptConnection longestRested(String mailbox) {
        for (Iterator<KeptConnection> kept = idle.descendingIterator(); kept.hasNext(); ) {
            KeptConnection candidate = kept.next();
            if (candidate.mailbox().equals(mailbox)) {
                kept.remove();
                return candidate;
            }
        }
        return null;
    }

    /** Running mails end first, or are cut off when their time is over. */
    public void close(Duration time) {
        Deque<KeptConnection> unused;
        synchronized (this) {
            closing = true;
            unused = new ArrayDeque<>(idle);
            idle.clear();
            if (busy.isEmpty()) {
                drained.complete(null);
            }
        }
        unused.forEach(KeptConnection::close);
        try {
            drained.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            cut();
        } catch (InterruptedException e) {
            cut();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void cut() {
        busy.forEach(KeptConnection::cut);
    }
}
