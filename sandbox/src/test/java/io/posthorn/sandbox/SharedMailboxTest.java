package io.posthorn.sandbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SharedMailboxTest {
    private static final String TEAM = "team@contoso.test";

    private final Sandbox sandbox = Sandbox.start();
    private final User alice = sandbox.user("alice");
    private final User bob = sandbox.user("bob");
    private final User team = sandbox.exchange().sharedMailbox("team", "alice");

    @AfterEach
    void close() {
        sandbox.close();
    }

    private String teamBy(User login) {
        return RawClient.xoauth2(TEAM, sandbox.newAccessToken(login, Duration.ofHours(1)));
    }

    @Test
    void member_opensItWithItsOwnToken() throws Exception {
        sandbox.deliver(team, "Subject: x\r\n\r\nHello\r\n".getBytes(StandardCharsets.US_ASCII));
        try (RawClient client = Imap.loggedIn(sandbox, alice, team)) {
            assertThat(client.imap("A1 SELECT INBOX")).contains("* 1 EXISTS");
        }
        try (RawClient client = RawClient.tls(sandbox, sandbox.pop3Port())) {
            client.read();
            client.ask("AUTH XOAUTH2");
            assertThat(client.ask(teamBy(alice))).startsWith("+OK ");
            assertThat(client.ask("STAT")).startsWith("+OK 1 ");
        }
        assertThat(sandbox.exchange().mostConnections(Protocol.IMAP, team)).isEqualTo(1);
        assertThat(sandbox.loginAttempts()).contains("IMAP XOAUTH2 " + TEAM + " tls");
    }

    @Test
    void stranger_isAuthenticatedButNotConnected() throws Exception {
        try (RawClient client = Imap.greeted(sandbox)) {
            assertThat(client.ask("A1 AUTHENTICATE XOAUTH2 " + teamBy(bob))).isEqualTo("A1 OK AUTHENTICATE completed.");
            assertThat(client.imap("A2 CAPABILITY")).hasSize(2);
            assertThat(client.ask("A3 SELECT INBOX")).isEqualTo("A3 BAD User is authenticated but not connected.");
            assertThat(client.ask("A4 LIST \"\" *")).isEqualTo("A4 BAD User is authenticated but not connected.");
        }
        try (RawClient client = RawClient.tls(sandbox, sandbox.pop3Port())) {
            client.read();
            client.ask("AUTH XOAUTH2");
            assertThat(client.ask(teamBy(bob))).startsWith("-ERR Authentication failure");
        }
    }

    @Test
    void smtp_isUsedUnderTheMembersOwnName() throws Exception {
        try (RawClient client = RawClient.smtp(sandbox)) {
            assertThat(client.ask("AUTH XOAUTH2 " + teamBy(alice))).startsWith("535 5.7.3 ");
        }
        try (Submitter submitter = new Submitter(sandbox, alice)) {
            assertThat(submitter.submitAs(TEAM, "1", "bob@contoso.test", TEAM)).startsWith("250 ");
        }
        try (Submitter submitter = new Submitter(sandbox, bob)) {
            assertThat(submitter.submitAs(TEAM, "2", "bob@contoso.test")).startsWith("554 5.2.252 SendAsDenied; ");
        }
        assertThat(sandbox.messages(bob)).hasSize(1);
        assertThat(sandbox.messages(team)).hasSize(1);
        assertThat(sandbox.exchange().sentItems(alice)).hasSize(1);
        assertThat(sandbox.exchange().sentItems(team)).isEmpty();
    }

    @Test
    void address_isTakenOnce() {
        assertThatThrownBy(() -> sandbox.exchange().sharedMailbox("team")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sandbox.exchange().sharedMailbox("alice"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void personalMailbox_isOpenedWithFullAccess() throws Exception {
        String bobByAlice = RawClient.xoauth2(bob.address(), sandbox.newAccessToken(alice, Duration.ofHours(1)));
        try (RawClient client = Imap.greeted(sandbox)) {
            assertThat(client.ask("A1 AUTHENTICATE XOAUTH2 " + bobByAlice)).isEqualTo("A1 NO AUTHENTICATE failed.");
            sandbox.exchange().grantFullAccess(bob, alice);
            assertThat(client.ask("A2 AUTHENTICATE XOAUTH2 " + bobByAlice)).startsWith("A2 OK ");
            assertThat(client.imap("A3 SELECT INBOX")).anyMatch(line -> line.startsWith("A3 OK"));
        }
    }
}
