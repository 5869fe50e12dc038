package io.posthorn.email.internal;

import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.Protocol;
import jakarta.mail.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.util.converter.Converters;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Traps that other mailers fell into. Those of receiving are in {@link ReceiveTest}, that of a kept connection (18) and of
 * commands that mix (19) in {@link WarmConnectionTest}, that of a crash (10) in {@link OutboxKillTest}.
 */
class MailPeersTrapsTest {

    private final Stand stand = new Stand();

    @AfterEach
    void close() {
        stand.close();
    }

    private Email mail() {
        return Email.builder()
                .from(stand.alice.address())
                .to(stand.alice.address())
                .subject("Trap")
                .build();
    }

    /** One of them said "may be tried again" of what was refused for good. */
    @ParameterizedTest
    @CsvSource({
        "MAIL, 451 4.7.0 Temporary server error, true",
        "MAIL, 530 5.7.57 Client was not authenticated, false",
        "RCPT, 450 4.2.1 busy, true",
        "RCPT, 550-5.1.1 no such user, false",
        "., 432 4.3.2 Concurrent connections limit exceeded, true",
        "., 554 5.2.0 STOREDRV; SubmissionQuotaExceededException, true",
        "., 554 5.2.252 SendAsDenied, false",
        "., 550 5.6.11 bare LF, false"
    })
    void trap9_whatMayBeTriedAgain_isToldFromWhatMayNot(String command, String reply, boolean later) {
        String[] lines = reply.contains("-5") ? new String[] {reply, "550 5.1.1 here"} : new String[] {reply};
        stand.sandbox.exchange().answer(Protocol.SMTP, command, lines);
        EmailException e =
                catchThrowableOfType(EmailException.class, () -> stand.service().send(mail()));
        assertThat(e.kind() == Kind.TEMPORARY).as(e.getMessage()).isEqualTo(later);
        assertThat(e.retryAfter().isPresent()).as(e.getMessage()).isEqualTo(later);
    }

    /** A session that bundles share brings one's settings to another. */
    @Test
    void trap17_settingsOfOthersInTheJvm_changeNothing() {
        Properties others = new Properties();
        others.setProperty("mail.smtp.host", "localhost");
        others.setProperty("mail.smtp.port", "1");
        others.setProperty("mail.smtp.from", "mallory@contoso.test");
        Session.getDefaultInstance(others);
        assertThat(stand.service().send(mail()).isComplete()).isTrue();
        assertThat(stand.sandbox.dialogue()).anyMatch(line -> line.contains("MAIL FROM:<" + stand.alice.address()));
    }

    /** One counted after sending, and each pool by itself. */
    @Test
    void trap20_messagesOfAMinute_areCountedBeforeTheyAreSent_forAllServersTogether() {
        stand.sandbox.exchange().limits().messagesPerMinute(4).refuseExcess(true);
        MailTransportComponent other = new MailTransportComponent(stand.network, stand.store.store());
        try {
            Map<String, String> page = stand.page();
            page.put("limit.messages.per.minute", "4");
            page.put("longest.wait", "1");
            EmailService one = on(page, stand.transport);
            EmailService two = on(page, other);
            for (EmailService service : List.of(one, two, one, two)) {
                service.send(mail());
            }
            for (EmailService service : List.of(one, two)) {
                EmailException e = catchThrowableOfType(EmailException.class, () -> service.send(mail()));
                assertThat(e.kind()).isEqualTo(Kind.TEMPORARY);
                assertThat(e).hasMessageContaining("Longest Wait");
                assertThat(e.retryAfter()).isPresent();
            }
            assertThat(stand.sandbox.dialogue()).noneMatch(line -> line.contains("432 "));
            assertThat(stand.sandbox.messages(stand.alice)).hasSize(4);
        } finally {
            other.deactivate();
        }
    }

    private EmailService on(Map<String, String> page, MailTransportComponent transport) {
        var config = Converters.standardConverter().convert(page).to(EmailServiceConfig.class);
        return new EmailServiceComponent(config, new HashMap<>(page), stand.tokens, transport, stand.outbox);
    }

    @Test
    void trap21_whereStartTlsIsStripped_noTokenGoesOut() {
        try (FaultProxy proxy = stand.sandbox.proxy(Protocol.SMTP).stripStartTls(true)) {
            EmailService service = stand.service("smtp.port", String.valueOf(proxy.port()));
            EmailException e = catchThrowableOfType(EmailException.class, () -> service.send(mail()));
            assertThat(e.kind()).isEqualTo(Kind.APPLICATION);
            assertThat(e).hasMessageContaining("STARTTLS");
            assertThat(stand.sandbox.loginAttempts()).isEmpty();
        }
    }

    /** Debug logs of one showed tokens, of another whole mails. */
    @Test
    void trap22_mostTalkativeLog_holdsNoTokenAndNoBody() {
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage() + " " + java.util.Arrays.toString(entry.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        Logger posthorn = Logger.getLogger("io.posthorn");
        Logger mail = Logger.getLogger("org.eclipse.angus.mail");
        List<Logger> loggers = List.of(posthorn, mail);
        loggers.forEach(logger -> {
            logger.setLevel(Level.ALL);
            logger.addHandler(handler);
        });
        try {
            Email email = mail().toBuilder().text("The body is private.").build();
            stand.service().send(email);
            stand.service()
                    .receive(
                            Query.newest(),
                            received -> assertThat(received.text()).contains("private"));
        } finally {
            loggers.forEach(logger -> logger.removeHandler(handler));
        }
        List<String> secrets = stand.sandbox.issuedSecrets();
        assertThat(logged).noneMatch(line -> secrets.stream().anyMatch(line::contains) || line.contains("dXNlcj1"));
    }

    @Test
    void trap23_loginThatSucceeds_isNotAMailboxThatOpens() {
        stand.sandbox.exchange().notConnected(stand.alice, true);
        EmailException e = catchThrowableOfType(
                EmailException.class, () -> stand.service().receive(Query.newest(), received -> {}));
        assertThat(e.kind()).isEqualTo(Kind.MAILBOX);
        assertThat(e.serverReply()).contains("authenticated but not connected");
    }
}
