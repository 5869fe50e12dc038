package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Disposition.Action;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.MailFolder;
import io.posthorn.email.Protocol;
import io.posthorn.email.Query;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import io.posthorn.email.internal.mail.wire.MailFailures;
import io.posthorn.email.internal.mail.wire.Route;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.Permission;
import jakarta.mail.MessagingException;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Receives mails by IMAP and POP3. Each receive has a connection for itself. Safe for use by any thread. */
public final class MailboxReader implements AutoCloseable {

    /** How long an IMAP connection waits for its next use. */
    private static final Duration REST = Duration.ofMinutes(1);

    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);
    private static final Duration MOST_PATIENCE = Duration.ofHours(1);

    private final Network network;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final ImapSessions sessions;
    private final Departure departure = new Departure();
    private final WatchedFolders folders = new WatchedFolders();

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
        this.clock = clock;
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "posthorn-imap");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true); // most waits end before their time
        this.timer = executor;
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
     * Opens a folder for somebody who works through its mails and waits for new ones.
     *
     * @param name its full name
     * @param settings an IMAP or POP3 server
     * @param patience how long the server may take for each answer
     * @return to be closed; nothing is connected yet
     */
    public MailFolder folder(String name, ConnectionSettings settings, Duration patience) {
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The folder has no name, or one with a control character. Give its full"
                    + " name, for example INBOX.");
        }
        if (patience.compareTo(LEAST_PATIENCE) < 0 || patience.compareTo(MOST_PATIENCE) > 0) {
            throw new IllegalArgumentException(
                    "The patience is " + patience + "; give " + LEAST_PATIENCE + " to " + MOST_PATIENCE + ".");
        }
        boolean pop3 = settings.protocol() == Protocol.POP3;
        if (pop3 && !name.equalsIgnoreCase("INBOX")) {
            throw new EmailException(
                    Kind.APPLICATION,
                    "",
                    "POP3 has no folder but INBOX; '" + name + "' was asked for. Use IMAP for that, or the INBOX.",
                    null);
        }
        Permission permission = pop3 ? Permission.POP_ACCESS : Permission.IMAP_ACCESS;
        FolderWay way = new FolderWay(settings, permission, network, patience, clock);
        return folders.open(pop3 ? new Pop3Opening(way) : new ImapOpening(way, name, timer), clock);
    }

    /**
     * Stops in order: folders that are watched are given up, connections that rest are logged out, and running receives may end. Those that take longer are ended
     * before their next mail.
     *
     * @param patience how long they may take
     */
    public void close(Duration patience) {
        folders.abandon();
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
