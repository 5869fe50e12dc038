package io.posthorn.sandbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class SmtpLimitsTest {
    private static final String BOB = "bob@contoso.test";
    private static final String CROWDED = "432 4.3.2 Concurrent connections limit exceeded."
            + " Visit https://aka.ms/concurrent_sending for more information. [Hostname=XX0P000XX0000.SANDBOX]";

    private final TestClock clock = new TestClock();
    private final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    private final Exchange exchange = sandbox.exchange();
    private final User alice = sandbox.user("alice");
    private final User bob = sandbox.user("bob");

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void fourthConnection_isToldAfterItsMessage_untilAnEarlierOneCloses() throws Exception {
        try (Submitter first = new Submitter(sandbox, alice);
                Submitter second = new Submitter(sandbox, alice);
                Submitter third = new Submitter(sandbox, alice);
                Submitter fourth = new Submitter(sandbox, alice);
                Submitter bobs = new Submitter(sandbox, bob)) {
            assertThat(fourth.submit("4", BOB)).isEqualTo(CROWDED);
            assertThat(third.submit("3", BOB)).startsWith("250 ");
            assertThat(bobs.submit("5", BOB)).startsWith("250 ");
            assertThat(exchange.openConnections(Protocol.SMTP, alice)).isEqualTo(4);
            second.quit();
            assertThat(exchange.openConnections(Protocol.SMTP, alice)).isEqualTo(3);
            assertThat(fourth.submit("6", BOB)).startsWith("250 ");
            assertThat(first.submit("7", BOB)).startsWith("250 ");
        }
        assertThat(exchange.mostConnections(Protocol.SMTP, alice)).isEqualTo(4);
        assertThat(sandbox.messages(bob)).hasSize(4);
    }

    @Test
    void messagesBeyondThirtyAMinute_areAcceptedAndComeLater() throws Exception {
        Instant start = clock.instant();
        try (Submitter submitter = new Submitter(sandbox, alice)) {
            for (int i = 0; i < 10; i++) {
                assertThat(submitter.submit("early" + i, BOB)).startsWith("250 ");
            }
            clock.advance(Duration.ofSeconds(20));
            for (int i = 0; i < 31; i++) {
                assertThat(submitter.submit("late" + i, BOB)).startsWith("250 ");
            }
        }
        assertThat(sandbox.messages(bob)).hasSize(30);
        assertThat(exchange.sentItems(alice)).hasSize(30);
        assertThat(exchange.delayed()).hasSize(11);
        assertThat(exchange.delayed().get(0))
                .isEqualTo(new DelayedMail(alice.address(), List.of(BOB), start.plusSeconds(60)));
        assertThat(exchange.delayed().get(10).until()).isEqualTo(start.plusSeconds(80));

        clock.advance(Duration.ofSeconds(39));
        assertThat(sandbox.messages(bob)).hasSize(30);
        clock.advance(Duration.ofSeconds(1));
        assertThat(sandbox.messages(bob)).hasSize(40);
        clock.advance(Duration.ofSeconds(20));
        assertThat(sandbox.messages(bob)).hasSize(41);
        assertThat(new String(sandbox.messages(bob).get(40), StandardCharsets.US_ASCII))
                .contains("late30");
        assertThat(exchange.delayed()).isEmpty();
    }

    @Test
    void delayedMail_comesByItself() throws Exception {
        exchange.limits().messagesPerMinute(1);
        try (Submitter submitter = new Submitter(sandbox, alice);
                RawClient idle = Imap.selected(sandbox, bob)) {
            submitter.submit("1", BOB);
            submitter.submit("2", BOB);
            idle.imap("A2 NOOP");
            idle.ask("A3 IDLE");
            clock.advance(Duration.ofSeconds(60));
            assertThat(idle.read()).isEqualTo("* 2 EXISTS");
        }
    }

    @Test
    void messagesBeyondThirtyAMinute_areRefusedByTheSwitch() throws Exception {
        exchange.limits().messagesPerMinute(2).refuseExcess(true);
        try (Submitter submitter = new Submitter(sandbox, alice)) {
            submitter.submit("1", BOB);
            submitter.submit("2", BOB);
            assertThat(submitter.submit("3", BOB)).startsWith("432 4.3.2 STOREDRV.ClientSubmit; sender thread limit");
            clock.advance(Duration.ofSeconds(60));
            assertThat(submitter.submit("3", BOB)).startsWith("250 ");
        }
        assertThat(sandbox.messages(bob)).hasSize(3);
    }

    @Test
    void recipientsOfADay_areCountedInASlidingWindow() throws Exception {
        exchange.limits().recipientsPerDay(3);
        try (Submitter submitter = new Submitter(sandbox, alice)) {
            assertThat(submitter.submit("1", BOB, "a@fabrikam.test")).startsWith("250 ");
            clock.advance(Duration.ofHours(1));
            assertThat(submitter.submit("2", BOB)).startsWith("250 ");
            assertThat(submitter.submit("3", BOB))
                    .isEqualTo("554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException");
            clock.advance(Duration.ofHours(23));
            assertThat(submitter.submit("4", BOB, "a@fabrikam.test")).startsWith("250 ");
            assertThat(submitter.submit("5", BOB)).startsWith("554 5.2.0 ");
        }
    }

    @Test
    void recipientsOfAMessage_areFiveHundred() throws Exception {
        assertThat(exchange.limits().recipientsPerMessage()).isEqualTo(500);
        exchange.limits().recipientsPerMessage(2);
        try (Submitter submitter = new Submitter(sandbox, alice)) {
            RawClient client = submitter.client();
            client.ask("MAIL FROM:<alice@contoso.test>");
            client.ask("RCPT TO:<bob@contoso.test>");
            client.ask("RCPT TO:<b@fabrikam.test>");
            assertThat(client.ask("RCPT TO:<c@fabrikam.test>")).isEqualTo("452 4.5.3 Too many recipients");
            assertThat(client.ask("DATA")).startsWith("354 ");
            assertThat(client.ask("From: alice@contoso.test\r\n\r\nHello\r\n.")).startsWith("250 ");
        }
    }

    @Test
    void size_isAnnouncedAndCheckedTwice() throws Exception {
        exchange.limits().messageSize(1000);
        try (Submitter submitter = new Submitter(sandbox, alice)) {
            RawClient client = submitter.client();
            assertThat(client.smtp("EHLO client.test")).contains("250-SIZE 1000");
            assertThat(client.ask("MAIL FROM:<alice@contoso.test> SIZE=1001")).startsWith("552 5.3.4 ");
            assertThat(submitter.submit("x".repeat(1000), BOB)).startsWith("552 5.3.4 ");
            assertThat(submitter.submit("x", BOB)).startsWith("250 ");
        }
        assertThat(sandbox.messages(bob)).hasSize(1);
    }

    @Test
    void fullMailbox_canNotSend() throws Exception {
        exchange.mailboxFull(alice, true);
        try (Submitter submitter = new Submitter(sandbox, alice)) {
            assertThat(submitter.submit("1", BOB))
                    .isEqualTo("554 5.2.2 mailbox full; STOREDRV.Submission.Exception:"
                            + "QuotaExceededException.MapiExceptionShutoffQuotaExceeded");
            exchange.mailboxFull(alice, false);
            assertThat(submitter.submit("2", BOB)).startsWith("250 ");
        }
    }
}
