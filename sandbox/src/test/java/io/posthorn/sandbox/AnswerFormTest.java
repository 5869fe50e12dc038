package io.posthorn.sandbox;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Refusals in two steps, as measured with Postfix 3.7.11 and Dovecot 2.3.19; in one step they are in the other tests. */
class AnswerFormTest {
    private static final String JSON =
            RawClient.base64("{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"mail\"}");

    private final Sandbox sandbox = Sandbox.builder().challengeForm(true).start();
    private final User alice = sandbox.user("alice");
    private final String bad = RawClient.xoauth2(alice.address(), "garbage");
    private final String good = RawClient.xoauth2(alice.address(), sandbox.newAccessToken(alice, Duration.ofHours(1)));

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void smtp_refusesAfterAChallenge() throws Exception {
        try (RawClient client = RawClient.smtp(sandbox)) {
            assertThat(client.ask("AUTH XOAUTH2 " + bad)).isEqualTo("334 " + JSON);
            assertThat(client.ask("")).isEqualTo("535 5.7.8 Error: authentication failed: (reason unavailable)");
            assertThat(client.ask("AUTH XOAUTH2 " + good)).startsWith("235 ");
        }
    }

    @Test
    void imap_refusesAfterAChallenge() throws Exception {
        try (RawClient client = Imap.greeted(sandbox)) {
            assertThat(client.ask("A1 AUTHENTICATE XOAUTH2 " + bad)).isEqualTo("+ " + JSON);
            assertThat(client.ask("")).isEqualTo("A1 NO [AUTHENTICATIONFAILED] Authentication failed.");
            assertThat(client.ask("A2 AUTHENTICATE XOAUTH2 " + good)).startsWith("A2 OK ");
        }
    }

    @Test
    void pop3_refusesAfterAChallenge() throws Exception {
        try (RawClient client = RawClient.tls(sandbox, sandbox.pop3Port())) {
            client.read();
            client.ask("AUTH XOAUTH2");
            assertThat(client.ask(bad)).isEqualTo("+ " + JSON);
            assertThat(client.ask("")).isEqualTo("-ERR [AUTH] Authentication failed.");
            client.ask("AUTH XOAUTH2");
            assertThat(client.ask(good)).startsWith("+OK ");
        }
    }

    @Test
    void angus_readsItAsMeasured() throws Exception {
        MailClient client = new MailClient(sandbox);
        assertThatThrownBy(() -> client.send(client.message(alice, alice, "x"), alice.address(), "garbage"))
                .isInstanceOf(AuthenticationFailedException.class);
        assertThatThrownBy(() -> client.imap(alice.address(), "garbage"))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("[AUTHENTICATIONFAILED] Authentication failed.");
        Store store = client.pop3(alice.address(), "garbage");
        assertThatThrownBy(() -> store.getFolder("INBOX").open(Folder.READ_ONLY))
                .isInstanceOf(MessagingException.class)
                .hasStackTraceContaining("[AUTH] Authentication failed.");
        String repeated = RawClient.xoauth2(alice.address(), "garbage");
        assertThat(sandbox.dialogue()).noneMatch(line -> line.contains(repeated));
    }

    @Test
    void troubleOfTheServersOwn_isSaidInTheirWords() throws Exception {
        Exchange exchange = sandbox.exchange();
        exchange.answer(Protocol.SMTP, "AUTH", KnownReplies.SMTP_POSTFIX_LOGIN_FAILURE);
        exchange.answer(Protocol.IMAP, "AUTHENTICATE", KnownReplies.IMAP_UNAVAILABLE);
        exchange.answer(Protocol.POP3, "AUTH", KnownReplies.POP3_TEMPORARY);
        try (RawClient client = RawClient.smtp(sandbox)) {
            assertThat(client.ask("AUTH XOAUTH2 " + good)).startsWith("535 5.7.8 Error: authentication failed:");
        }
        try (RawClient client = Imap.greeted(sandbox)) {
            assertThat(client.ask("A1 AUTHENTICATE XOAUTH2 " + good)).startsWith("A1 NO [UNAVAILABLE] ");
        }
        try (RawClient client = RawClient.tls(sandbox, sandbox.pop3Port())) {
            client.read();
            client.ask("AUTH XOAUTH2");
            assertThat(client.ask(good)).startsWith("-ERR [SYS/TEMP] ");
        }
        MailClient client = new MailClient(sandbox);
        client.imap(alice.address(), client.token(alice)).close();
    }
}
