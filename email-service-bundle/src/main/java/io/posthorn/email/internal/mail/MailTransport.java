package io.posthorn.email.internal.mail;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.MailFolder;
import io.posthorn.email.Query;
import io.posthorn.email.Receipt;
import io.posthorn.email.internal.Limits;
import io.posthorn.email.internal.gate.Gate;
import io.posthorn.email.internal.mail.compose.ComposedMail;
import io.posthorn.email.internal.mail.compose.Outgoing;
import io.posthorn.email.internal.mail.receive.MailboxReader;
import io.posthorn.email.internal.mail.receive.SentItems;
import io.posthorn.email.internal.mail.send.SmtpConnections;
import io.posthorn.email.internal.mail.send.SmtpSender;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import io.posthorn.oauth.Network;
import io.posthorn.store.Store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** All connections to mail servers. It outlives the pages whose settings it is given. Safe for use by any thread. */
public final class MailTransport implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "posthorn-mail");
        thread.setDaemon(true);
        return thread;
    });
    private final InstantSource clock;
    private final Gate gate;
    private final SmtpConnections connections;
    private final SmtpSender sender;
    private final MailboxReader reader;
    private volatile Duration stopTime = Limits.EXCHANGE.stopTime();
    private final SentItems sentItems;

    /**
     * Makes one.
     *
     * @param network how servers are reached; asked for each connection
     * @param store keeps what the servers that share it have sent
     * @param clock tells the time
     */
    public MailTransport(Network network, Store store, InstantSource clock) {
        this(network, clock, new Gate(store, clock));
    }

    /**
     * Makes one whose time runs as somebody likes.
     *
     * @param network how servers are reached; asked for each connection
     * @param clock tells the time
     * @param gate with the same clock; closed with this
     */
    public MailTransport(Network network, InstantSource clock, Gate gate) {
        this.clock = clock;
        this.gate = gate;
        this.connections = new SmtpConnections(gate, clock, timer);
        this.sender = new SmtpSender(network, gate, connections, clock);
        this.reader = new MailboxReader(network, clock);
        this.sentItems = new SentItems(network);
    }

    /**
     * Sends a mail.
     *
     * @param settings an SMTP server
     * @param limits of its mailbox
     * @param email the mail
     * @return what the server accepted
     */
    public Receipt send(ConnectionSettings settings, Limits limits, Email email) {
        return send(settings, limits, compose(email));
    }

    /**
     * Makes a mail ready to be sent, as often as it takes.
     *
     * @param email the mail
     * @return the message
     */
    public Outgoing compose(Email email) {
        return ComposedMail.of(email, clock.instant());
    }

    /**
     * Sends a message.
     *
     * @param settings an SMTP server
     * @param limits of its mailbox
     * @param mail the message
     * @return what the server accepted
     */
    public Receipt send(ConnectionSettings settings, Limits limits, Outgoing mail) {
        stopTime = limits.stopTime();
        return sender.send(settings, limits, mail);
    }

    /**
     * Ends the rest that a refusal has brought upon a mailbox, on every server that shares the store.
     *
     * @param mailbox its address
     * @throws io.posthorn.store.StoreException if the others could not be told
     */
    public void endRest(String mailbox) {
        gate.wake(mailbox);
    }

    /**
     * Looks for a mail among those that the mailbox has sent.
     *
     * @param settings an IMAP server
     * @param messageId its Message-ID
     * @return whether it is there; Exchange puts it there after a while, so that false is no proof
     * @throws EmailException if the mailbox cannot be read
     */
    public boolean isInSentItems(ConnectionSettings settings, String messageId) {
        return sentItems.contain(settings, messageId);
    }

    /**
     * Hands mails over, newest first.
     *
     * @param settings an IMAP or POP3 server
     * @param query which mails
     * @param handler takes them
     * @return how many it took
     */
    public int receive(ConnectionSettings settings, Query query, EmailHandler handler) {
        return reader.receive(settings, query, handler);
    }

    /**
     * Opens a folder for somebody who works through its mails and waits for new ones. Nothing is connected yet.
     *
     * @param name its full name
     * @param settings an IMAP or POP3 server
     * @param patience how long the server may take for each answer
     * @return to be closed by the caller, or with this
     */
    public MailFolder folder(String name, ConnectionSettings settings, Duration patience) {
        return reader.folder(name, settings, patience);
    }

    /** Running sends end first, or are cut off after the stop time of the newest limits. */
    @Override
    public void close() {
        MailClassLoader.call(() -> {
            connections.close(stopTime);
            return stopTime;
        });
        reader.close(stopTime);
        gate.close();
        timer.shutdownNow();
    }
}
