package io.posthorn.email.internal.mail;

import io.posthorn.email.Email;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Properties;

/** Bridges between messages of Jakarta Mail and {@link Outgoing}. */
final class ComposedMessage {

    private ComposedMessage() {}

    static Outgoing of(Email email, Instant date) throws MessagingException {
        MimeMessage message = Composer.compose(Session.getInstance(new Properties()), email, date);
        Envelope envelope = new Envelope(
                message.getMessageID(),
                email.from().orElseThrow(),
                Composer.recipients(email),
                email.delivery(),
                email.dsn());
        return new Outgoing() {
            @Override
            public Envelope envelope() {
                return envelope;
            }

            @Override
            public boolean needsSmtpUtf8() {
                return false;
            }

            @Override
            public long size() {
                return 0;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                MailClassLoader.call(() -> {
                    try {
                        message.writeTo(out);
                        return out;
                    } catch (MessagingException e) {
                        throw new IOException(e);
                    }
                });
            }
        };
    }

    /** A message that is sent as it stands. */
    static MimeMessage of(Session session, Outgoing mail) throws MessagingException {
        MimeMessage message = new MimeMessage(session) {
            @Override
            public void writeTo(OutputStream out, String[] ignored) throws IOException {
                mail.writeTo(out);
            }

            @Override
            public String getMessageID() {
                return mail.envelope().messageId();
            }
        };
        message.setFrom(new InternetAddress(mail.envelope().sender().address(), true));
        return message;
    }
}
