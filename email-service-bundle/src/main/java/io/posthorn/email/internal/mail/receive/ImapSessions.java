package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.Login;
import io.posthorn.email.internal.mail.wire.Authentication;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import io.posthorn.email.internal.mail.wire.MailFailures;
import io.posthorn.email.internal.mail.wire.Route;
import io.posthorn.email.internal.mail.wire.Sessions;
import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.Proxy;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Logged-in IMAP connections that wait for their next use. One is proved before it is used again, given up well before its
 * token ends, and logged out when nobody has needed it for a while. Exchange allows a mailbox few connections, so that
 * few are open at once. Safe for use by any thread; a connection that is taken belongs to its taker alone.
 */
final class ImapSessions implements AutoCloseable {

    /** After a longer rest a connection must prove that it is still there. */
    private static final Duration PROOF = Duration.ofSeconds(5);

    /** How much life a token must have left for one more receive. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private static final int MOST_RESTING = 2;
    private static final int MOST_AT_ONCE = 4;
    private static final Duration WAIT = Duration.ofMinutes(2);

    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final Duration rest;
    private final Map<Key, Lane> lanes = new HashMap<>();
    private final ThreadLocal<Set<Key>> mine = ThreadLocal.withInitial(HashSet::new);
    private boolean sweeping;
    private boolean closed;

    /** @param rest how long a connection may wait for its next use */
    ImapSessions(InstantSource clock, ScheduledExecutorService timer, Duration rest) {
        this.clock = clock;
        this.timer = timer;
        this.rest = rest;
    }

    /** A mailbox, and the way to it. A changed page or network makes another key. */
    record Key(ConnectionSettings server, String mailbox, Optional<Proxy> proxy) {

        static Key of(ConnectionSettings settings, Optional<Proxy> proxy) {
            // Each call holds its account by a handle of its own: the token tells whether they are the same.
            return settings.login() instanceof Login.OAuth oauth
                    ? new Key(withoutLogin(settings), oauth.mailbox(), proxy)
                    : new Key(settings, "", proxy);
        }

        private static ConnectionSettings withoutLogin(ConnectionSettings settings) {
            return new ConnectionSettings(
                    settings.protocol(),
                    settings.host(),
                    settings.port(),
                    settings.security(),
                    settings.startTls(),
                    Login.NONE);
        }
    }

    /** The connections of one key. */
    private static final class Lane {
        final Deque<Line> resting = new ArrayDeque<>();
        final Semaphore free = new Semaphore(MOST_AT_ONCE);
        int users;
    }

    /** A logged-in connection. */
    static final class Line {
        final IMAPStore store;
        private final @Nullable AccessToken token;
        private Instant since = Instant.MAX;

        private Line(IMAPStore store, @Nullable AccessToken token) {
            this.store = store;
            this.token = token;
        }

        private boolean isOver(Instant now) {
            return token != null && token.expiresWithin(MARGIN, now);
        }
    }

    /** Work on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T run(Line line) throws MessagingException;
    }

    /**
     * Does some work on a connection, which is kept if the work ends well.
     *
     * @param again whether work that failed on a used connection may be tried once more on a new one
     */
    <T> T use(ConnectionSettings settings, Route route, MailFailures failures, Retry again, Work<T> work)
            throws MessagingException {
        Key key = Key.of(settings, route.proxy());
        Authentication authentication = Authentication.of(settings, Permission.IMAP_ACCESS, failures);
        boolean outermost = mine.get().add(key); // a handler that receives itself must not wait for its own end
        Lane lane = enter(key, outermost);
        try {
            Line line = rested(lane, authentication.token());
            if (line != null) {
                try {
                    return run(lane, line, work);
                } catch (MessagingException e) {
                    if (!again.allowed(e)) {
                        throw e;
                    }
                }
            }
            return run(lane, open(settings, route, authentication), work);
        } finally {
            leave(key, lane, outermost);
        }
    }

    /** Says whether work may be tried again. */
    @FunctionalInterface
    interface Retry {
        boolean allowed(MessagingException e);
    }

    private Lane enter(Key key, boolean wait) {
        Lane lane;
        synchronized (this) {
            lane = lanes.computeIfAbsent(key, any -> new Lane());
            lane.users++;
        }
        try {
            if (wait && !lane.free.tryAcquire(WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw busy(key, "were in use for " + WAIT.toMinutes() + " minutes", null);
            }
            return lane;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leave(key, lane, false);
            mine.get().remove(key);
            throw busy(key, "are in use, and the waiting was interrupted", e);
        } catch (EmailException e) {
            leave(key, lane, false);
            mine.get().remove(key);
            throw e;
        }
    }

    private static EmailException busy(Key key, String why, @Nullable Exception cause) {
        return new EmailException(
                Kind.TEMPORARY,
                "",
                "All " + MOST_AT_ONCE + " connections to the " + key.server().server() + " " + why
                        + ". Try again later, or receive less at once.",
                Duration.ofMinutes(1),
                List.of(),
                cause);
    }

    private void leave(Key key, Lane lane, boolean acquired) {
        if (acquired) {
            lane.free.release();
            mine.get().remove(key);
        }
        synchronized (this) {
            lane.users--;
            forget(key, lane);
        }
    }

    private void forget(Key key, Lane lane) {
        if (lane.users == 0 && lane.resting.isEmpty()) {
            lanes.remove(key, lane);
        }
    }

    /** A connection of this token that has proved good; null if there is none. */
    private @Nullable Line rested(Lane lane, @Nullable AccessToken token) {
        retire();
        while (true) {
            Line line = takeLast(lane, token);
            if (line == null) {
                return null;
            }
            boolean fresh = line.since.plus(PROOF).isAfter(clock.instant());
            if (fresh || line.store.isConnected()) { // which sends NOOP
                return line;
            }
            close(line);
        }
    }

    private synchronized @Nullable Line takeLast(Lane lane, @Nullable AccessToken token) {
        Iterator<Line> newestFirst = lane.resting.descendingIterator();
        while (newestFirst.hasNext()) {
            Line line = newestFirst.next();
            if (Objects.equals(line.token, token)) {
                newestFirst.remove();
                return line;
            }
        }
        return null;
    }

    private static Line open(ConnectionSettings settings, Route route, Authentication authentication) {
        Session session = Sessions.open(settings, route);
        return authentication.connectKept((user, secret, end) -> {
            IMAPStore store = (IMAPStore) Inbox.store(session, settings);
            try {
                store.connect(settings.host(), settings.port(), user, secret);
                boolean byToken = settings.login() instanceof Login.OAuth;
                return new Line(store, byToken && secret != null ? new AccessToken(secret, end) : null);
            } catch (MessagingException | RuntimeException e) {
                closeQuietly(store);
                throw e;
            }
        });
    }

    private <T> T run(Lane lane, Line line, Work<T> work) throws MessagingException {
        boolean good = false;
        try {
            T result = work.run(line);
            good = true;
            return result;
        } finally {
            if (!good || !keep(lane, line)) {
                close(line);
            }
        }
    }

    private synchronized boolean keep(Lane lane, Line line) {
        if (closed || line.isOver(clock.instant()) || lane.resting.size() >= MOST_RESTING) {
            return false;
        }
        line.since = clock.instant();
        lane.resting.addLast(line);
        sweepLater();
        return true;
    }

    private synchronized void sweepLater() {
        if (!sweeping && !closed) {
            sweeping = true;
            timer.schedule(this::sweep, rest.toMillis() / 4 + 50, TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        MailClassLoader.call(this::retire);
        synchronized (this) {
            sweeping = false;
            if (lanes.values().stream().anyMatch(lane -> !lane.resting.isEmpty())) {
                sweepLater();
            }
        }
    }

    /** Logs out what has rested for long, or whose token is about to end. */
    private Duration retire() {
        List<Line> over = new ArrayList<>();
        synchronized (this) {
            Instant now = clock.instant();
            for (Map.Entry<Key, Lane> entry : List.copyOf(lanes.entrySet())) {
                Lane lane = entry.getValue();
                for (Line line : List.copyOf(lane.resting)) {
                    if (closed || !line.since.plus(rest).isAfter(now) || line.isOver(now)) {
                        lane.resting.remove(line);
                        over.add(line);
                    }
                }
                forget(entry.getKey(), lane);
            }
        }
        over.forEach(ImapSessions::close);
        return rest;
    }

    /** Says LOGOUT, if the server still listens. */
    private static void close(Line line) {
        closeQuietly(line.store);
    }

    private static void closeQuietly(IMAPStore store) {
        try {
            store.close();
        } catch (MessagingException | RuntimeException e) {
            // the server hung up first
        }
    }

    /** Logs out what rests. What is in use is logged out when its work ends. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        MailClassLoader.call(this::retire);
    }
}
