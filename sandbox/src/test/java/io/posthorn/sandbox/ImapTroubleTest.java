package io.posthorn.sandbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ImapTroubleTest {
    private static final String EXPIRED = "* BYE Session invalidated - AccessTokenExpired";

    private final TestClock clock = new TestClock();
    private final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    private final Exchange exchange = sandbox.exchange();
    private final User alice = sandbox.user("alice");

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void deliver(String subject) {
        sandbox.deliver(alice, ("Subject: " + subject + "\r\n\r\nHello\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void session_endsWithItsToken() throws Exception {
        try (RawClient client = Imap.selected(sandbox, alice)) {
            clock.advance(Duration.ofMinutes(59));
            assertThat(client.ask("A2 NOOP")).startsWith("A2 OK");
            clock.advance(Duration.ofMinutes(1));
            assertThat(client.ask("A3 NOOP")).isEqualTo(EXPIRED);
            assertThat(client.read()).isNull();
        }
    }

    @Test
    void idleSession_endsWithItsToken() throws Exception {
        try (RawClient idle = Imap.selected(sandbox, alice)) {
            assertThat(idle.ask("A2 IDLE")).startsWith("+ ");
            clock.advance(Duration.ofHours(1));
            exchange.catchUp();
            assertThat(idle.read()).isEqualTo(EXPIRED);
            assertThat(idle.read()).isNull();
        }
    }

    @Test
    void expireSessions_endsAllOfThem() throws Exception {
        try (RawClient first = Imap.selected(sandbox, alice);
                RawClient second = Imap.selected(sandbox, sandbox.user("bob"))) {
            second.ask("A2 IDLE");
            exchange.expireSessions();
            assertThat(first.read()).isEqualTo(EXPIRED);
            assertThat(second.read()).isEqualTo(EXPIRED);
        }
        try (RawClient again = Imap.selected(sandbox, alice)) {
            assertThat(again.ask("A2 NOOP")).startsWith("A2 OK");
        }
    }

    @Test
    void throttledMailbox_namesTheBackoffAndHangsUp() throws Exception {
        exchange.throttle(alice, Duration.ofMinutes(5));
        try (RawClient client = Imap.loggedIn(sandbox, alice, alice)) {
            assertThat(client.ask("A1 SELECT INBOX"))
                    .isEqualTo("A1 NO Request is throttled. Suggested Backoff Time: 300000 milliseconds");
            assertThat(client.read()).isEqualTo("* BYE Connection closed. 14");
            assertThat(client.read()).isNull();
        }
        clock.advance(Duration.ofMinutes(5));
        try (RawClient client = Imap.selected(sandbox, alice)) {
            exchange.answer(Protocol.IMAP, "FETCH", "BAD Request is throttled. Suggested Backoff Time: 9 milliseconds");
            assertThat(client.ask("A2 FETCH 1 (FLAGS)")).startsWith("A2 BAD Request is throttled.");
            assertThat(client.ask("A3 NOOP")).startsWith("A3 OK");
        }
    }

    @Test
    void notConnected_letsInAndRefusesTheFirstCommand() throws Exception {
        exchange.notConnected(alice, true);
        try (RawClient client = Imap.loggedIn(sandbox, alice, alice)) {
            assertThat(client.ask("A1 SELECT INBOX")).isEqualTo("A1 BAD User is authenticated but not connected.");
            exchange.notConnected(alice, false);
            assertThat(client.imap("A2 SELECT INBOX")).anyMatch(line -> line.startsWith("A2 OK"));
        }
    }

    @Test
    void refusedLiteral_isNotTakenForCommands() throws Exception {
        exchange.answer(Protocol.IMAP, "APPEND", "NO Mailbox is full.");
        try (RawClient client = Imap.selected(sandbox, alice)) {
            assertThat(client.ask("A2 APPEND INBOX {12+}\r\nSubject: x\r\n")).isEqualTo("A2 NO Mailbox is full.");
            assertThat(client.ask("A3 NOOP")).startsWith("A3 OK");
        }
    }

    @Test
    void anotherClient_isSeenByTheIdleOne() throws Exception {
        deliver("1");
        deliver("2");
        deliver("3");
        try (RawClient idle = Imap.selected(sandbox, alice)) {
            idle.ask("A2 IDLE");
            exchange.moveAway(alice, 2, "Archive");
            assertThat(idle.read()).isEqualTo("* 2 EXPUNGE");
            exchange.deleteAway(alice, 1);
            String line = idle.read();
            while (line.contains("FETCH")) {
                line = idle.read();
            }
            assertThat(line).isEqualTo("* 1 EXPUNGE");
        }
        assertThat(sandbox.messages(alice)).hasSize(1);
        assertThat(exchange.messages(alice, "Archive")).hasSize(1);
    }

    @Test
    void uidValidity_changesWithAllUids() throws Exception {
        deliver("1");
        deliver("2");
        exchange.deleteAway(alice, 1);
        List<String> before;
        try (RawClient idle = Imap.loggedIn(sandbox, alice, alice)) {
            before = idle.imap("A1 SELECT INBOX");
            assertThat(idle.imap("A2 FETCH 1 (UID)")).contains("* 1 FETCH (UID 2)");
            idle.ask("A3 IDLE");
            exchange.changeUidValidity(alice);
            assertThat(idle.read()).isEqualTo("* BYE Connection is closed. 13");
        }
        try (RawClient client = Imap.loggedIn(sandbox, alice, alice)) {
            assertThat(validity(client.imap("A1 SELECT INBOX"))).isGreaterThan(validity(before));
            assertThat(client.imap("A2 FETCH 1 (UID)")).contains("* 1 FETCH (UID 1)");
        }
    }

    private static long validity(List<String> reply) {
        String line = reply.stream()
                .filter(text -> text.contains("[UIDVALIDITY "))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll(".*\\[UIDVALIDITY (\\d+)\\].*", "$1"));
    }
}
