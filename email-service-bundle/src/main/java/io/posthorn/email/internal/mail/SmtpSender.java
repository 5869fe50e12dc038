package io.posthorn.email.internal.mail;

import io.posthorn.email.Address;
import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Email;
import io.posthorn.email.Receipt;
import io.posthorn.email.RecipientOutcome;
import io.posthorn.email.RecipientOutcome.State;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.Permission;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import java.time.InstantSource;
import java.util.List;

/** Sends one mail over one connection: all recipients or none. */
public final class SmtpSender {

    private final Network network;
    private final InstantSource clock;

    /**
     * Makes one.
     *
     * @param network how servers are reached; asked for each connection
     * @param clock dates the mails
     */
    public SmtpSender(Network network, InstantSource clock) {
        this.network = network;
        this.clock = clock;
    }

    /**
     * Sends a mail.
     *
     * @param settings an SMTP server
     * @param email the mail
     * @return what the server accepted
     */
    public Receipt send(ConnectionSettings settings, Email email) {
        return MailClassLoader.call(() -> sendInside(
                settings, Composer.recipients(email), session -> Composer.compose(session, email, clock.instant())));
    }

    /** As above, a mail that was composed. */
    Receipt send(ConnectionSettings settings, Outgoing mail) {
        return MailClassLoader.call(
                () -> sendInside(settings, mail.envelope().recipients(), session -> ComposedMessage.of(session, mail)));
    }

    @FunctionalInterface
    private interface Composition {
        MimeMessage in(Session session) throws MessagingException;
    }

    private Receipt sendInside(ConnectionSettings settings, List<Address> recipients, Composition composition) {
        Route route = Route.to(settings, network);
        MailFailures failures = new MailFailures(settings, route);
        Session session = Sessions.open(settings, route);
        MimeMessage message;
        try {
            // Composed before the connection is made: what cannot be composed costs the server nothing.
            message = composition.in(session);
        } catch (MessagingException e) {
            throw failures.of(e);
        }
        try (SmtpConnection connection = Authentication.of(settings, Permission.SMTP_SEND, failures)
                .connect((user, secret) -> SmtpConnection.open(session, settings, user, secret))) {
            String reply = deliver(connection, message, recipients, failures);
            return new Receipt(
                    message.getMessageID(),
                    recipients.stream()
                            .map(recipient -> new RecipientOutcome(recipient, State.ACCEPTED, reply))
                            .toList(),
                    reply);
        } catch (MessagingException e) {
            throw failures.of(e);
        }
    }

    private static String deliver(
            SmtpConnection connection, MimeMessage message, List<Address> recipients, MailFailures failures)
            throws MessagingException {
        try {
            connection.sendMessage(message, Composer.internet(recipients));
            return connection.getLastServerResponse().strip();
        } catch (MessagingException e) {
            throw connection.isOutcomeUnknown() ? failures.inDoubt(message.getMessageID(), e) : failures.of(e);
        }
    }
}
