package io.posthorn.benchmarks.peer;

import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.MailerRegularBuilder;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

import java.util.concurrent.TimeUnit;

/** Simple Java Mail with its batch module, which keeps connections in a pool. */
public final class SimpleJavaMail implements Sender {

    /** Its pool waits for ever for a connection. */
    private static final long LONGEST_WAIT_SECONDS = 60;

    /** For a connection of its pool. By default it waits for ever, and does so once the server has refused some. */
    private static final int LONGEST_CLAIM_MILLIS = 10_000;

    private final Mailer mailer;

    private SimpleJavaMail(MailerRegularBuilder<?> builder) {
        mailer = builder.buildMailer();
    }

    /** With the pool's default: at most four connections. */
    public static SimpleJavaMail asItComes(Submission server) {
        return new SimpleJavaMail(builder(server));
    }

    /** With so many connections. The core size stays at 0: with more, version 8.12.6 sends without logging in. */
    public static SimpleJavaMail with(Submission server, int connections) {
        return new SimpleJavaMail(builder(server).withConnectionPoolMaxSize(connections));
    }

    private static MailerRegularBuilder<?> builder(Submission server) {
        return MailerBuilder.withSMTPServer(server.host(), server.port(), server.user(), server.token())
                .withTransportStrategy(TransportStrategy.SMTP_OAUTH2)
                .withConnectionPoolClaimTimeoutMillis(LONGEST_CLAIM_MILLIS)
                .withCustomSSLFactoryInstance(server.tls().getSocketFactory());
    }

    @Override
    public void send(Mail mail, String subject) throws Exception {
        mailer.sendMail(compose(mail, subject)).get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private static Email compose(Mail mail, String subject) {
        EmailPopulatingBuilder builder = EmailBuilder.startingBlank()
                .from(mail.from())
                .to(mail.to())
                .withSubject(subject)
                .withPlainText(mail.text());
        if (mail.hasAttachment()) {
            builder = builder.withAttachment(mail.attachmentName(), mail.attachment(), mail.attachmentType());
        }
        return builder.buildEmail();
    }

    @Override
    public void close() {
        try {
            mailer.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
