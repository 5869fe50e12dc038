package io.posthorn.email.internal.mail;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.Protocol;
import io.posthorn.email.Query;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.Permission;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;

import java.io.IOException;
import java.util.List;

/** Reads the INBOX over one connection and changes nothing in it. */
public final class MailboxReader {

    private final Network network;

    /**
     * Makes one.
     *
     * @param network how servers are reached; asked for each connection
     */
    public MailboxReader(Network network) {
        this.network = network;
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
        return MailClassLoader.call(() -> receiveInside(settings, query, handler));
    }

    private int receiveInside(ConnectionSettings settings, Query query, EmailHandler handler) {
        Route route = Route.to(settings, network);
        MailFailures failures = new MailFailures(settings, route);
        Session session = Sessions.open(settings, route);
        Permission permission = settings.protocol() == Protocol.POP3 ? Permission.POP_ACCESS : Permission.IMAP_ACCESS;
        try (Inbox inbox = Authentication.of(settings, permission, failures)
                .connect((user, secret) -> Inbox.open(session, settings, user, secret))) {
            List<Message> messages = inbox.find(query);
            for (Message message : messages) {
                hand(message, handler, failures);
            }
            return messages.size();
        } catch (MessagingException e) {
            throw failures.of(e);
        }
    }

    private static void hand(Message message, EmailHandler handler, MailFailures failures) {
        try {
            ReceivedEmail email = new ReceivedMessage(message).read();
            MailClassLoader.outside(() -> {
                handler.take(email);
                return email;
            });
        } catch (MessagingException e) {
            throw failures.of(e);
        } catch (IOException e) {
            if (e.getCause() instanceof MessagingException trouble) {
                throw failures.of(trouble);
            }
            throw new EmailException(Kind.MESSAGE, "", "A received mail could not be taken: " + e.getMessage(), e);
        }
    }
}
