package io.posthorn.benchmarks.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The Vert.x mail client; each thread waits for the answer to its mail. */
public final class VertxMail implements Sender {

    /** No answer comes where the stack of the event loop overflows, as it does with many lines in a mail. */
    private static final long LONGEST_WAIT_SECONDS = 30;

    private final Vertx vertx = Vertx.vertx();
    private final MailClient client;

    private VertxMail(MailConfig config) {
        client = MailClient.create(vertx, config);
    }

    /** With the pool's default: at most ten connections. */
    public static VertxMail asItComes(Submission server) {
        return new VertxMail(config(server));
    }

    /** With so many connections. */
    public static VertxMail with(Submission server, int connections) {
        return new VertxMail(config(server).setMaxPoolSize(connections));
    }

    private static MailConfig config(Submission server) {
        return new MailConfig(server.host(), server.port(), StartTLSOptions.REQUIRED, LoginOption.REQUIRED)
                .setAuthMethods("XOAUTH2")
                .setUsername(server.user())
                .setPassword(server.token())
                .setHostnameVerificationAlgorithm("HTTPS")
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(server.caFile().toString()));
    }

    @Override
    public void send(Mail mail, String subject) throws Exception {
        client.sendMail(compose(mail, subject))
                .toCompletionStage()
                .toCompletableFuture()
                .get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private static MailMessage compose(Mail mail, String subject) {
        MailMessage message = new MailMessage(mail.from(), mail.to(), subject, mail.text());
        if (mail.hasAttachment()) {
            message.setAttachment(MailAttachment.create()
                    .setName(mail.attachmentName())
                    .setContentType(mail.attachmentType())
                    .setData(Buffer.buffer(mail.attachment())));
        }
        return message;
    }

    @Override
    public void close() {
        await(client.close());
        await(vertx.close());
    }

    /** A client that has overflowed never says that it is closed. */
    private static void await(Future<?> closing) {
        try {
            closing.toCompletionStage().toCompletableFuture().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            System.err.println("The Vert.x mail client did not close: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
