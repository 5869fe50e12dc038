package io.posthorn.email.internal;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.MailFolder;
import io.posthorn.email.MailId;
import io.posthorn.sandbox.After;
import io.posthorn.sandbox.Direction;
import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.KnownReplies;
import io.posthorn.sandbox.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Waiting for mail by IDLE, and what ends it. */
@Timeout(120)
class MailFolderAwaitTest {

    private static final Duration LONG = Duration.ofMinutes(20);

    private FolderStand stand;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void start() {
        stand = new FolderStand();
    }

    @AfterEach
    void stop() {
        stand.close();
        threads.shutdownNow();
    }

    private Future<Boolean> awaiting(MailFolder folder) {
        long before = stand.heard("IDLE");
        Future<Boolean> waiting = threads.submit(() -> folder.await(LONG));
        until(() -> stand.heard("IDLE") > before || waiting.isDone());
        return waiting;
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private static EmailException failure(Future<?> future) throws Exception {
        try {
            throw new AssertionError("ended with " + result(future));
        } catch (ExecutionException e) {
            return (EmailException) e.getCause();
        }
    }

    @Test
    void idle_tellsOfANewMail() throws Exception {
        MailFolder folder = stand.imap();
        assertThat(folder.canAwait()).isTrue();
        assertThat(folder.list()).isEmpty();
        Future<Boolean> waiting = awaiting(folder);
        stand.deliver("One");
        assertThat(result(waiting)).isTrue();
        assertThat(stand.heard("DONE") + doneHeard()).isEqualTo(1);
        assertThat(folder.list()).hasSize(1);
        waiting = awaiting(folder);
        stand.deliver("Two");
        assertThat(result(waiting)).isTrue();
        assertThat(folder.list()).hasSize(2);
    }

    private long doneHeard() {
        return stand.sandbox.dialogue().stream()
                .filter(line -> line.equals("IMAP C: DONE"))
                .count();
    }

    @Test
    void mailBetweenListAndAwait_isNoticedAtOnce() {
        MailFolder folder = stand.imap();
        folder.list();
        stand.deliver("One");
        assertThat(folder.await(LONG)).isTrue();
        assertThat(folder.await(LONG)).as("until it is listed").isTrue();
        assertThat(folder.list()).hasSize(1);
        folder.wake();
        assertThat(folder.await(LONG)).isFalse();
    }

    @Test
    void expungedMail_isNoNews() throws Exception {
        stand.deliver("One");
        stand.deliver("Two");
        MailFolder folder = stand.imap();
        List<MailId> ids = folder.list();
        Future<Boolean> waiting = awaiting(folder);
        stand.sandbox.exchange().deleteAway(stand.stand.alice, 1);
        until(() -> stand.sandbox.dialogue().stream().anyMatch(line -> line.endsWith("EXPUNGE")) || waiting.isDone());
        folder.wake();
        assertThat(result(waiting)).isFalse();
        assertThat(folder.head(ids.get(0))).isEmpty();
        stand.deliver("Three");
        assertThat(folder.await(LONG)).isTrue();
    }

    @Test
    void wake_endsTheWait_orTheNextOne() throws Exception {
        MailFolder folder = stand.imap();
        folder.list();
        Future<Boolean> waiting = awaiting(folder);
        folder.wake();
        assertThat(result(waiting)).isFalse();
        folder.wake();
        assertThat(folder.await(LONG)).isFalse();
        waiting = awaiting(folder);
        stand.deliver("One");
        assertThat(result(waiting)).isTrue();
    }

    @Test
    void await_endsWhenItsTimeIsOver_andTheServerHasConfirmed() {
        MailFolder folder = stand.imap();
        folder.list();
        assertThat(folder.await(Duration.ofMillis(100))).isFalse();
        assertThat(doneHeard()).isEqualTo(1);
        assertThat(stand.sandbox.dialogue()).anyMatch(line -> line.matches("IMAP S: \\S+ OK IDLE completed."));
        folder.check();
    }

    @Test
    void patience_doesNotEndTheWait() {
        MailFolder folder = stand.imap("INBOX", stand.sandbox.imapPort(), Duration.ofSeconds(1));
        folder.list();
        assertThat(folder.await(Duration.ofSeconds(4))).isFalse();
        assertThat(stand.sandbox.exchange().connections()).hasSize(1);
        folder.check();
    }

    @Test
    void serversEnd_isTemporary_andTheNextCallOpensAnother() throws Exception {
        stand.deliver("One");
        MailFolder folder = stand.imap();
        folder.list();
        Future<Boolean> waiting = awaiting(folder);
        stand.sandbox.exchange().expireSessions();
        EmailException failure = failure(waiting);
        assertThat(failure.kind()).isEqualTo(Kind.TEMPORARY);
        assertThat(failure.retryAfter()).isPresent();
        assertThat(folder.list()).hasSize(1);
        assertThat(stand.sandbox.loginAttempts()).hasSize(2);
    }

    @Test
    void cutConnection_isTemporary() throws Exception {
        try (FaultProxy proxy = stand.sandbox.proxy(Protocol.IMAP)) {
            MailFolder folder = stand.imap("INBOX", proxy.port(), FolderStand.PATIENCE);
            folder.list();
            Future<Boolean> waiting = awaiting(folder);
            proxy.cutNow();
            assertThat(failure(waiting).kind()).isEqualTo(Kind.TEMPORARY);
            stand.deliver("One");
            assertThat(folder.await(LONG))
                    .as("nothing has been listed on this connection")
                    .isTrue();
            assertThat(folder.list()).hasSize(1);
        }
    }

    @Test
    void halfOpenConnection_isNoticed() {
        try (FaultProxy proxy = stand.sandbox.proxy(Protocol.IMAP)) {
            proxy.silence(After.line(Direction.TO_CLIENT, "+ "));
            MailFolder folder = stand.imap("INBOX", proxy.port(), Duration.ofSeconds(1));
            folder.list();
            assertThatThrownBy(() -> folder.await(Duration.ofMillis(100)))
                    .isInstanceOfSatisfying(
                            EmailException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TEMPORARY));
            proxy.heal();
            folder.check();
            assertThat(proxy.connections()).isEqualTo(2);
        }
    }

    @Test
    void tokensEnd_isForestalled() {
        MailFolder folder = stand.imap();
        folder.list();
        stand.pass(Duration.ofMinutes(54).plusMillis(59_900));
        assertThat(folder.await(LONG)).isFalse();
        stand.pass(Duration.ofSeconds(1));
        folder.check();
        assertThat(stand.heard("LOGOUT")).isEqualTo(1);
        assertThat(stand.sandbox.exchange().connections()).hasSize(2);
        stand.pass(Duration.ofMinutes(30));
        folder.check();
        assertThat(stand.sandbox.exchange().connections())
                .as("its token is a new one")
                .hasSize(2);
        assertThat(stand.sandbox.dialogue()).noneMatch(line -> line.contains("AccessTokenExpired"));
    }

    @Test
    void throttledMailbox_saysHowLong() {
        MailFolder folder = stand.imap();
        folder.list();
        stand.sandbox.exchange().throttle(stand.stand.alice, Duration.ofSeconds(300));
        assertThatThrownBy(() -> folder.await(LONG)).isInstanceOfSatisfying(EmailException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.TEMPORARY);
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(300));
        });
        assertThatThrownBy(folder::list)
                .isInstanceOfSatisfying(
                        EmailException.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(300)));
        stand.pass(Duration.ofSeconds(301));
        folder.check();
    }

    @Test
    void bye_inAnyCommand_isTemporary_andTheNextCallWorks() {
        stand.deliver("One");
        MailFolder folder = stand.imap();
        for (String command : List.of("SELECT", "FETCH", "NOOP", "IDLE")) {
            stand.sandbox.exchange().answer(Protocol.IMAP, command, KnownReplies.IMAP_BYE);
            assertThatThrownBy(() -> {
                        folder.list();
                        folder.await(Duration.ofMillis(10));
                    })
                    .as(command)
                    .isInstanceOfSatisfying(
                            EmailException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TEMPORARY));
            assertThat(folder.list()).as(command).hasSize(1);
        }
    }

    @Test
    void refusedToken_isReplacedOnce() {
        MailFolder folder = stand.imap();
        folder.check();
        stand.pass(Duration.ofMinutes(10));
        stand.sandbox.exchange().expireSessions();
        assertThatThrownBy(folder::check).isInstanceOf(EmailException.class);
        stand.sandbox.exchange().answer(Protocol.IMAP, "AUTHENTICATE", "NO AUTHENTICATE failed.");
        folder.check();
        assertThat(stand.sandbox.loginAttempts()).hasSize(3);
    }

    @Test
    void close_endsTheWaitOfAnotherThread() throws Exception {
        MailFolder folder = stand.imap();
        folder.list();
        Future<Boolean> waiting = awaiting(folder);
        folder.close();
        assertThat(failure(waiting)).hasMessageContaining("has been closed");
        assertThat(stand.heard("LOGOUT")).isZero();
        folder.close();
    }

    @Test
    void stoppedService_endsTheWait_andLeavesNothing() throws Exception {
        MailFolder folder = stand.imap();
        folder.list();
        Future<Boolean> waiting = awaiting(folder);
        stand.stand.transport.deactivate();
        assertThat(failure(waiting)).hasMessageStartingWith("The Email service is being stopped.");
        until(() -> stand.sandbox.exchange().openConnections(Protocol.IMAP, stand.stand.alice) == 0);
        assertThatThrownBy(folder::check).hasMessageStartingWith("The Email service is being stopped.");
        assertThatThrownBy(() -> stand.imap()).hasMessageStartingWith("The Email service is being stopped.");
    }

    @Test
    void serverWithoutIdle_isPolled() {
        try (FaultProxy proxy = stand.sandbox.proxy(Protocol.IMAP)) {
            proxy.without("IDLE", "MOVE", "UIDPLUS");
            MailFolder folder = stand.imap("INBOX", proxy.port(), FolderStand.PATIENCE);
            assertThat(folder.canAwait()).isFalse();
            assertThat(folder.list()).isEmpty();
            stand.deliver("One");
            List<MailId> ids = folder.list();
            assertThat(ids).hasSize(1);
            assertThat(folder.moveWithHeader(ids.get(0), "Done", "X-Reason", "none"))
                    .isTrue();
            assertThat(folder.list()).isEmpty();
            assertThat(stand.subjects("Done")).containsExactly("One");
        }
    }
}
