package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.email.Receipt;
import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.MailConnection;
import io.posthorn.sandbox.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** SMTP connections between two mails. */
class WarmConnectionTest {

    private final Stand stand = new Stand();
    private final EmailService service = stand.service();

    @AfterEach
    void close() {
        stand.close();
    }

    private Email mail(String subject) {
        return Email.builder()
                .from(stand.alice.address())
                .to(stand.alice.address())
                .subject(subject)
                .build();
    }

    private long arrived(String subject) {
        return stand.sandbox.messages(stand.alice).stream()
                .map(message -> new String(message, StandardCharsets.UTF_8))
                .filter(message -> message.contains("Subject: " + subject + "\r\n"))
                .count();
    }

    private List<MailConnection> connections() {
        return stand.sandbox.exchange().connections();
    }

    private List<String> said() {
        return stand.sandbox.dialogue();
    }

    @Test
    void secondMail_takesThreeRoundTripsOnTheFirstOnesConnection() {
        service.send(mail("One"));
        int cold = connections().get(0).flights();
        service.send(mail("Two"));

        assertThat(connections()).hasSize(1);
        // MAIL with RCPT, DATA, the mail. A server that answers MAIL before it reads the RCPT behind it counts one
        // more.
        assertThat(connections().get(0).flights() - cold).isBetween(3, 4);
        assertThat(arrived("One") + arrived("Two")).isEqualTo(2);
    }

    @Test
    void callersWithTheirOwnHandleOnTheAccount_shareTheConnection() {
        service.send(mail("One"));
        stand.service(stand.page()).send(mail("Another refresh token, another access token"));
        assertThat(connections()).hasSize(2);
        service.send(mail("Two"));
        assertThat(connections()).hasSize(2);
    }

    /** They are many, and parsing them takes a good part of the time of a small mail. */
    @Test
    void trustedCertificates_areReadForANewConnection_andNotForAMail() {
        service.send(mail("One"));
        stand.network("trusted.certificates", "/no/such/file.pem");
        service.send(mail("Two"));
        assertThat(arrived("Two")).isEqualTo(1);

        stand.now = stand.now.plus(Duration.ofMinutes(89)); // the token's end is near, and so the connection's
        EmailException e = catchThrowableOfType(EmailException.class, () -> service.send(mail("Three")));
        assertThat(e.kind()).isEqualTo(Kind.APPLICATION);
        assertThat(e).hasMessageContaining("Trusted Certificates").hasMessageContaining("io.posthorn.network");
    }

    @Test
    void connectionThatHasRested_isProvedBeforeItIsUsed() {
        service.send(mail("One"));
        stand.now = stand.now.plusSeconds(6);
        service.send(mail("Two"));

        assertThat(connections()).hasSize(1);
        assertThat(said()).filteredOn(line -> line.contains("NOOP")).hasSize(1);
    }

    @Test
    void connectionWhoseTokenIsAboutToEnd_isNotUsed() {
        service.send(mail("One"));
        stand.now = stand.now.plus(Duration.ofMinutes(89));
        service.send(mail("Two"));

        assertThat(connections()).hasSize(2);
        assertThat(arrived("Two")).isEqualTo(1);
    }

    /** Trap 18: the pool's user got an error for a connection that the server had closed in between. */
    @Test
    void connectionThatWasCutBetweenTwoMails_isReplacedOnce_andTheMailComesOnce() {
        try (FaultProxy proxy = stand.sandbox.proxy(Protocol.SMTP)) {
            EmailService throughProxy = stand.service("smtp.port", String.valueOf(proxy.port()));
            throughProxy.send(mail("One"));
            proxy.cutNow();
            throughProxy.send(mail("Two"));

            assertThat(proxy.connections()).isEqualTo(2);
            assertThat(arrived("Two")).isEqualTo(1);
        }
    }

    @Test
    void serverThatClosesAKeptConnectionWithA421_isAskedOnceMoreOnANewOne() {
        service.send(mail("One"));
        stand.sandbox.exchange().answer(Protocol.SMTP, "MAIL", "421 4.4.1 Connection timed out");
        Receipt receipt = service.send(mail("Two"));

        assertThat(receipt.isComplete()).isTrue();
        assertThat(connections()).hasSize(2);
        assertThat(arrived("Two")).isEqualTo(1);
    }

    @Test
    void newConnectionThatIsClosedWithA421_isNotTriedAgain() {
        stand.sandbox.exchange().answer(Protocol.SMTP, "MAIL", "421 4.3.2 Service not active");
        EmailException e = catchThrowableOfType(EmailException.class, () -> service.send(mail("One")));

        assertThat(e.kind()).isEqualTo(Kind.TEMPORARY);
        assertThat(e.retryAfter()).contains(Duration.ofMinutes(1));
        assertThat(e.isForWholeMailbox()).isTrue();
        assertThat(connections()).hasSize(1);
    }

    @Test
    void refusedMail_leavesTheConnectionToTheNextOne() {
        stand.sandbox.exchange().answer(Protocol.SMTP, "RCPT", "550 5.1.1 user unknown");
        EmailException e = catchThrowableOfType(EmailException.class, () -> service.send(mail("One")));
        assertThat(e.kind()).isEqualTo(Kind.RECIPIENT);
        service.send(mail("Two"));

        assertThat(connections()).hasSize(1);
        assertThat(arrived("One")).isZero();
        assertThat(arrived("Two")).isEqualTo(1);
    }

    /** Without the QUIT that would be a line of the mail. */
    @Test
    void documentThatCannotBeReadToItsEnd_sendsNothing_andTheNextMailGoesOut() {
        service.send(mail("One"));
        Document broken = new Document("broken.bin", "", () -> new java.io.InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws java.io.IOException {
                if (left-- <= 0) {
                    throw new java.io.IOException("the disk is gone");
                }
                return 'x';
            }
        });
        EmailException e =
                catchThrowableOfType(EmailException.class, () -> service.sendWithDocument(mail("Broken"), broken));
        service.send(mail("Two"));

        assertThat(e.kind()).isEqualTo(Kind.MESSAGE);
        assertThat(e).hasMessageContaining("broken.bin").hasMessageContaining("the disk is gone");
        assertThat(arrived("Broken")).isZero();
        assertThat(arrived("Two")).isEqualTo(1);
    }

    /** Trap 19: commands of two mails got mixed on one connection. */
    @Test
    void twentyThreads_useThreeConnections_andEachMailComesOnce() throws Exception {
        stand.sandbox.exchange().limits().messagesPerMinute(100_000);
        ExecutorService threads = Executors.newFixedThreadPool(20);
        List<Future<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String subject = "Mail " + i;
            receipts.add(threads.submit(() -> service.send(mail(subject))));
        }
        for (Future<Receipt> receipt : receipts) {
            assertThat(receipt.get().isComplete()).isTrue();
        }
        threads.shutdown();

        assertThat(connections()).hasSizeLessThan(12); // a few are closed for somebody who waits, and took another one
        assertThat(stand.sandbox.exchange().mostConnections(Protocol.SMTP, stand.alice))
                .isLessThanOrEqualTo(3);
        for (int i = 0; i < 60; i++) {
            assertThat(arrived("Mail " + i)).isEqualTo(1);
        }
    }

    /** Kept connections of one login must not lock out another login to the same mailbox. */
    @Test
    void keptConnections_makeRoomForOtherSettingsOfTheMailbox() {
        for (int i = 0; i < 5; i++) {
            stand.service(stand.page()).send(mail("Login " + i)); // each with a refresh token of its own
        }
        assertThat(stand.sandbox.exchange().mostConnections(Protocol.SMTP, stand.alice))
                .isLessThanOrEqualTo(3);
        assertThat(said()).noneMatch(line -> line.contains("432 4.3.2"));
    }

    @Test
    void stopping_saysQuit_andRefusesWhatComesLater() {
        service.send(mail("One"));
        stand.transport.deactivate();

        assertThat(said()).anyMatch(line -> line.contains("QUIT"));
        EmailException e = catchThrowableOfType(EmailException.class, () -> service.send(mail("Two")));
        assertThat(e.kind()).isEqualTo(Kind.TEMPORARY);
        assertThat(e).hasMessageContaining("Posthorn is stopping");
    }
}
