package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Disposition.Action;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.Protocol;
import io.posthorn.email.Query;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import io.posthorn.email.internal.mail.wire.MailFailures;
import io.posthorn.email.internal.mail.wire.Route;
import io.posthorn.oauth.Network;
import jakarta.mail.MessagingException;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Receives mails by IMAP and POP3. Each receive has a connection for itself. Safe for use by any thread. */
public final class MailboxReader implements AutoCloseable {

    /** How long an IMAP connection waits for its next use. */
    private static final Duration REST = Duration.ofMinutes(1);

    private final Network network;
    private final ScheduledExecutorService timer;
    private final ImapSessions sessions;
    private final Departure departure = new Departure();

    /**
     * Makes one.
     *
     * @param network how servers are reached; asked for each connection
     * @param clock tells when a connection has rested for too long, or its token ends
     */
    public MailboxReader(Network network, InstantSource clock) {
        this(network, clock, REST);
    }

    MailboxReader(Network network, InstantSource clock, Duration rest) {
        this.network = network;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "posthorn-imap");
            thread.setDaemon(true);
            return thread;
        });
        this.sessions = new ImapSessions(clock, timer, rest);
    }

    /**
     * Hands mails over, newest first, and does with each what the query says once the handler has taken it.
     *
     * @param settings an IMAP or POP3 server
     * @param query which mails, and what becomes of them
     * @param handler takes them; may send and receive itself
     * @return how many it took
     * @throws EmailException if the mailbox cannot be read, or the handler failed. What was taken before is done with as
     *     the query says, unless the message says otherwise
     */
    public int receive(ConnectionSettings settings, Query query, EmailHandler handler) {
        if (settings.protocol() == Protocol.POP3) {
            checkPop3(query);
        }
        departure.begin();
        try {
            return MailClassLoader.call(() -> receiveInside(settings, query, handler));
        } finally {
            departure.end();
        }
    }

    private static void checkPop3(Query query) {
        if (!query.folder().equalsIgnoreCase("INBOX")) {
            throw impossible("has no folder but INBOX; the query asks for '" + query.folder() + "'");
        }
        if (query.unread()) {
            throw impossible("does not tell which mails are unread");
        }
        Action action = query.disposition().action();
        if (action == Action.MOVE || action == Action.MARK_READ) {
            throw impossible(action == Action.MOVE ? "cannot move mails" : "cannot mark mails as read");
        }
    }

    private static EmailException impossible(String what) {
        return new EmailException(
                Kind.APPLICATION, "", "POP3 " + what + ". Use IMAP for that, or leave it out of the query.", null);
    }

    private int receiveInside(ConnectionSettings settings, Query query, EmailHandler handler) {
        Route route = Route.to(settings, network);
        MailFailures failures = new MailFailures(settings, route);
        Handover handover = new Handover(query, handler, failures, departure);
        if (settings.protocol() == Protocol.POP3) {
            return new Pop3Receive(settings, route, failures).run(query, handover);
        }
        try {
            return sessions.use(settings, route, failures, handover::mayBeginAgain, line -> {
                ImapMailbox mailbox = ImapMailbox.open(line.store, query);
                handover.run(mailbox, query);
                mailbox.finish();
                return handover.taken();
            });
        } catch (MessagingException e) {
            throw failures.of(e);
        }
    }

    /**
     * Stops in order: connections that rest are logged out, and running receives may end. Those that take longer are ended
     * before their next mail.
     *
     * @param patience how long they may take
     */
    public void close(Duration patience) {
        departure.stop(patience);
        sessions.close();
        timer.shutdownNow();
    }

    /** As {@link #close(Duration)}, with ten seconds. */
    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }
}
