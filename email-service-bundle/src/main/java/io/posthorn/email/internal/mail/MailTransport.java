package io.posthorn.email.internal.mail;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.Query;
import io.posthorn.email.Receipt;
import io.posthorn.email.internal.Limits;
import io.posthorn.email.internal.gate.Gate;
import io.posthorn.oauth.Network;
import io.posthorn.store.Store;
import jakarta.mail.MessagingException;

import java.time.InstantSource;

/** All connections to mail servers. It outlives the pages whose settings it is given. Safe for use by any thread. */
public final class MailTransport implements AutoCloseable {

    private final Gate gate;
    private final SmtpSender sender;
    private final MailboxReader reader;
    private final SentItems sentItems;
    private final InstantSource clock;

    /**
     * Makes one.
     *
     * @param network how servers are reached; asked for each connection
     * @param store keeps what the servers that share it have sent
     * @param clock tells the time
     */
    public MailTransport(Network network, Store store, InstantSource clock) {
        this.gate = new Gate(store, clock);
        this.sender = new SmtpSender(network, clock);
        this.reader = new MailboxReader(network);
        this.sentItems = new SentItems(network);
        this.clock = clock;
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
        return sender.send(settings, email);
    }

    /**
     * Composes a mail, which can be written outside of this package.
     *
     * @param email the mail
     * @return ready to go out
     */
    public Outgoing compose(Email email) {
        return MailClassLoader.call(() -> {
            try {
                return ComposedMessage.of(email, clock.instant());
            } catch (MessagingException e) {
                throw new EmailException(EmailException.Kind.MESSAGE, "", MailFailures.text(e), e);
            }
        });
    }

    /**
     * Sends a mail that was composed.
     *
     * @param settings an SMTP server
     * @param limits of its mailbox
     * @param mail the mail
     * @return what the server accepted
     */
    public Receipt send(ConnectionSettings settings, Limits limits, Outgoing mail) {
        return sender.send(settings, mail);
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

    @Override
    public void close() {
        gate.close();
    }
}
