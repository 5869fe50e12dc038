package io.posthorn.email.internal;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.KnownReplies;
import io.posthorn.sandbox.MailConnection;
import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** IMAP connections stay logged in for their next use, and no longer than they are good for. */
class WarmImapTest {

    private Stand stand;
    private Instant serverTime = Instant.now();
    private EmailService service;

    @BeforeEach
    void start() {
        stand = new Stand(Sandbox.builder()
                .clock(() -> serverTime)
                .accessTokenLife(Duration.ofHours(1))
                .start());
        service = stand.service();
        stand.sandbox.deliver(stand.alice, "Subject: Hello\r\n\r\nHello\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private int receive() {
        return service.receive(Query.newest(), email -> {});
    }

    private List<MailConnection> connections() {
        return stand.sandbox.exchange().connections();
    }

    private void pass(Duration time) {
        stand.now = stand.now.plus(time);
        serverTime = serverTime.plus(time);
    }

    private boolean heard(String command) {
        return stand.sandbox.dialogue().stream().anyMatch(line -> line.matches("IMAP C: \\S+ " + command));
    }

    @Test
    void session_isReused_andShowsNewMail() {
        assertThat(receive()).isEqualTo(1);
        stand.sandbox.deliver(stand.alice, "Subject: New\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(receive()).isEqualTo(2);
        assertThat(connections()).hasSize(1);
        assertThat(stand.sandbox.loginAttempts()).hasSize(1);
        assertThat(heard("NOOP")).isFalse();
    }

    @Test
    void restedSession_isProved() {
        receive();
        pass(Duration.ofSeconds(6));
        receive();
        assertThat(heard("NOOP")).isTrue();
        assertThat(connections()).hasSize(1);
    }

    @Test
    void sessionThatRestedForLong_isLoggedOut() {
        receive();
        pass(Duration.ofSeconds(61));
        receive();
        assertThat(heard("LOGOUT")).isTrue();
        assertThat(connections()).hasSize(2);
        assertThat(stand.sandbox.exchange().openConnections(Protocol.IMAP, stand.alice))
                .isEqualTo(1);
    }

    @Test
    void sessionWhoseTokenEnds_isRetiredBefore() {
        receive();
        for (int seconds = 0; seconds < 4_000; seconds += 50) {
            pass(Duration.ofSeconds(50));
            receive();
        }
        assertThat(stand.sandbox.dialogue()).noneMatch(line -> line.contains("AccessTokenExpired"));
        assertThat(connections()).hasSizeBetween(2, 3);
        assertThat(heard("LOGOUT")).isTrue();
    }

    @Test
    void sessionThatTheServerHasClosed_isReplacedOnce() {
        receive();
        stand.sandbox.exchange().expireSessions();
        assertThat(receive()).isEqualTo(1);
        pass(Duration.ofSeconds(6));
        stand.sandbox.exchange().expireSessions();
        assertThat(receive()).isEqualTo(1);
    }

    @Test
    void byeInReuse_isReplacedOnce_andNotTwice() {
        receive();
        stand.sandbox.exchange().answer(Protocol.IMAP, "EXAMINE", KnownReplies.IMAP_BYE);
        assertThat(receive()).isEqualTo(1);
        stand.sandbox.exchange().answer(Protocol.IMAP, "EXAMINE", KnownReplies.IMAP_BYE);
        stand.sandbox.exchange().answer(Protocol.IMAP, "EXAMINE", KnownReplies.IMAP_BYE);
        assertThatThrownBy(this::receive)
                .isInstanceOfSatisfying(
                        EmailException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TEMPORARY));
        assertThat(receive()).isEqualTo(1);
    }

    @Test
    void byeAfterTheFirstMail_isTemporary_andNoMailComesTwice() {
        stand.sandbox.deliver(stand.alice, "Subject: Second\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
        receive();
        List<String> taken = new ArrayList<>();
        assertThatThrownBy(() -> service.receive(Query.newest(), email -> {
                    taken.add(email.subject());
                    stand.sandbox.exchange().expireSessions();
                }))
                .isInstanceOfSatisfying(EmailException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.TEMPORARY);
                    assertThat(e.retryAfter()).isPresent();
                });
        assertThat(taken).containsExactly("Second");
    }

    @Test
    void throttledMailbox_isLeftAlone() {
        receive();
        stand.sandbox.exchange().throttle(stand.alice, Duration.ofSeconds(300));
        int before = connections().size();
        assertThatThrownBy(this::receive).isInstanceOfSatisfying(EmailException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.TEMPORARY);
            assertThat(e.retryAfter())
                    .hasValueSatisfying(
                            pause -> assertThat(pause).isBetween(Duration.ofSeconds(250), Duration.ofSeconds(300)));
        });
        assertThat(connections()).hasSize(before);
    }

    @Test
    void otherUser_takesAConnectionOfItsOwn() {
        receive();
        User bob = stand.sandbox.user("bob");
        EmailService other =
                stand.service("smtp.user", bob.address(), ".refresh.token", stand.sandbox.newRefreshToken(bob));
        assertThat(other.receive(Query.newest(), email -> {})).isZero();
        assertThat(connections())
                .extracting(MailConnection::mailbox)
                .containsExactly(stand.alice.address(), bob.address());
    }

    @Test
    void manyAtOnce_openFewConnections_andKeepTwo() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                counts.add(threads.submit(this::receive));
            }
            for (Future<Integer> count : counts) {
                assertThat(count.get(60, TimeUnit.SECONDS)).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(stand.sandbox.exchange().mostConnections(Protocol.IMAP, stand.alice))
                .isLessThanOrEqualTo(4);
        assertThat(stand.sandbox.exchange().openConnections(Protocol.IMAP, stand.alice))
                .isLessThanOrEqualTo(2);
    }

    @Test
    void refusedToken_isReplacedOnce_andThenItStops() {
        receive();
        pass(Duration.ofMinutes(10));
        stand.sandbox.exchange().answer(Protocol.IMAP, "AUTHENTICATE", "NO AUTHENTICATE failed.");
        assertThat(receive()).isEqualTo(1);
        pass(Duration.ofMinutes(10));
        for (int i = 0; i < 5; i++) {
            stand.sandbox.exchange().answer(Protocol.IMAP, "AUTHENTICATE", "NO AUTHENTICATE failed.");
        }
        int before = stand.sandbox.loginAttempts().size();
        assertThatThrownBy(this::receive).isInstanceOf(EmailException.class);
        assertThat(stand.sandbox.loginAttempts().size() - before).isLessThanOrEqualTo(2);
    }

    @Test
    void pop3_isNeverKept_andSaysQuit() {
        EmailService pop3 =
                stand.service("receive.protocol", "POP3", "receive.port", String.valueOf(stand.sandbox.pop3Port()));
        pop3.receive(Query.newest(), email -> {});
        assertThat(stand.sandbox.dialogue()).contains("POP3 C: QUIT");
        assertThat(stand.sandbox.exchange().openConnections(Protocol.POP3, stand.alice))
                .isZero();
    }

    @Test
    void stopping_saysLogout() {
        receive();
        stand.transport.deactivate();
        assertThat(heard("LOGOUT")).isTrue();
        assertThat(stand.sandbox.exchange().openConnections(Protocol.IMAP, stand.alice))
                .isZero();
        assertThatThrownBy(this::receive).hasMessageStartingWith("The Email service is being stopped.");
    }

    @Test
    void stopping_letsTheRunningReceiveEnd() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> receiving = threads.submit(() -> service.receive(Query.newest(), email -> {
                inside.countDown();
                await(goOn);
            }));
            await(inside);
            Future<?> stopping = threads.submit(stand.transport::deactivate);
            goOn.countDown();
            assertThat(receiving.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            stopping.get(30, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
        assertThat(heard("LOGOUT")).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void roundTripsOfAWarmReceive_areFew() {
        receive();
        int cold = connections().get(0).flights();
        receive();
        int warm = connections().get(0).flights() - cold;
        assertThat(warm)
                .as("EXAMINE, FETCH of headers, FETCH of the text, CLOSE")
                .isLessThanOrEqualTo(4);
    }

    @Test
    void connectionThatDiedSilently_isReplaced() {
        try (FaultProxy proxy = stand.sandbox.proxy(Protocol.IMAP)) {
            EmailService through = stand.service("receive.port", String.valueOf(proxy.port()));
            through.receive(Query.newest(), email -> {});
            proxy.cutNow();
            assertThat(through.receive(Query.newest(), email -> {})).isEqualTo(1);
            assertThat(proxy.connections()).isEqualTo(2);
        }
    }
}
