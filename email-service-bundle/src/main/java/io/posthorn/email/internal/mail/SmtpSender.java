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
        return MailClassLoader.call(() -> sendInside(settings, email));
    }

    private Receipt sendInside(ConnectionSettings settings, Email email) {
        Route route = Route.to(settings, network);
        MailFailures failures = new MailFailures(settings, route);
        Session session = Sessions.open(settings, route);
        // Composed before the connection is made: what cannot be composed costs the server nothing.
        Outgoing mail = ComposedMail.of(email, clock.instant());
        if (mail.needsSmtpUtf8()) {
            session.getProperties().setProperty("mail.mime.allowutf8", "true");
        }
        List<Address> recipients = mail.envelope().recipients();
        RawMessage message = new RawMessage(session, mail);
        try (SmtpConnection connection = Authentication.of(settings, Permission.SMTP_SEND, failures)
                .connect((user, secret) -> SmtpConnection.open(session, settings, user, secret))) {
            if (mail.needsSmtpUtf8() && !connection.supportsExtension("SMTPUTF8")) {
                throw ComposedMail.invalid("An address has letters before the @ that need SMTPUTF8, which the server "
                        + settings.host() + " does not offer. Nothing was sent.");
            }
            String reply = deliver(connection, message, failures);
            return new Receipt(
                    mail.envelope().messageId(),
                    recipients.stream()
                            .map(recipient -> new RecipientOutcome(recipient, State.ACCEPTED, reply))
                            .toList(),
                    reply);
        } catch (MessagingException e) {
            throw failures.of(e);
        }
    }

    private static String deliver(SmtpConnection connection, RawMessage message, MailFailures failures)
            throws MessagingException {
        try {
            connection.sendMessage(message, message.recipients());
            return connection.getLastServerResponse().strip();
        } catch (MessagingException e) {
            throw connection.isOutcomeUnknown()
                    ? failures.inDoubt(message.outgoing().envelope().messageId(), e)
                    : failures.of(e);
        }
    }
}
