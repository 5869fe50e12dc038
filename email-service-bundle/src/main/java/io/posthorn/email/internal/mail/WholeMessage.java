package io.posthorn.email.internal.mail;

import io.posthorn.email.Email;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Properties;

/** Placeholder until composing is merged. */
record WholeMessage(MimeMessage message, Envelope envelope) implements Outgoing {

    static WholeMessage of(Email email, Instant date) {
        try {
            MimeMessage message = Composer.compose(Session.getInstance(new Properties()), email, date);
            return new WholeMessage(
                    message,
                    new Envelope(
                            message.getMessageID(),
                            email.from().orElseThrow(),
                            Composer.recipients(email),
                            email.delivery(),
                            email.dsn()));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
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
        try {
            message.writeTo(out);
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }
}
