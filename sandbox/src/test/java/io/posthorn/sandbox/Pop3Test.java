package io.posthorn.sandbox;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Pop3Test {
    private static final String REFUSED = "-ERR Authentication failure: unknown user name or bad password.";
    private static final String MESSAGE = "Subject: x\r\n\r\n.one\r\ntwo\r\nthree\r\n";

    private final Sandbox sandbox = Sandbox.start();
    private final Sandbox other = Sandbox.start();
    private final User alice = sandbox.user("alice");
    private String good = "";

    @BeforeAll
    void token() {
        good = RawClient.xoauth2(alice.address(), sandbox.newAccessToken(alice, Duration.ofHours(1)));
    }

    @AfterAll
    void close() {
        sandbox.close();
        other.close();
    }

    @Test
    void greeting_isExchanges() throws Exception {
        try (RawClient client = RawClient.tls(sandbox, sandbox.pop3Port())) {
            assertThat(client.read()).startsWith("+OK Microsoft Exchange POP3 server ready (tcpproxy/15.20");
        }
    }

    @Test
    void capabilities_areExchanges() throws Exception {
        try (RawClient client = connected()) {
            assertThat(client.pop3("CAPA")).containsExactly("+OK", "TOP", "UIDL", "SASL PLAIN XOAUTH2", "USER", ".");
        }
    }

    @Test
    void xoauth2_inTwoLines_isTaken() throws Exception {
        try (RawClient client = connected()) {
            assertThat(client.ask("AUTH XOAUTH2")).isEqualTo("+ ");
            assertThat(client.ask(good)).isEqualTo("+OK User successfully authenticated.");
            assertThat(client.ask("STAT")).startsWith("+OK ");
        }
    }

    @Test
    void xoauth2_inOneLine_closesTheConnection() throws Exception {
        try (RawClient client = connected()) {
            assertThat(client.ask("AUTH XOAUTH2 " + good)).isEqualTo("-ERR Protocol error. Connection is closed. 10");
            assertThat(client.read()).isNull();
        }
        assertThat(sandbox.dialogue()).contains("POP3 C: AUTH XOAUTH2 ***");
    }

    Stream<Arguments> refusedTokens() {
        return RefusedTokens.of(sandbox, other);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedTokens")
    void token_isRefused(String why, String xoauth2) throws Exception {
        try (RawClient client = connected()) {
            client.ask("AUTH XOAUTH2");
            assertThat(client.ask(xoauth2)).isEqualTo(REFUSED);
            assertThat(client.ask("STAT")).startsWith("-ERR ");
        }
    }

    @Test
    void password_isRefused() throws Exception {
        try (RawClient client = connected()) {
            client.ask("USER alice@contoso.test");
            assertThat(client.ask("PASS " + alice.password())).isEqualTo(REFUSED);
        }
        assertThat(sandbox.dialogue()).contains("POP3 C: PASS ***");
        assertThat(sandbox.loginAttempts()).contains("POP3 USER alice@contoso.test tls");
    }

    @Test
    void maildrop_isReadAndEmptied() throws Exception {
        User bob = sandbox.user("bob");
        sandbox.deliver(bob, MESSAGE.getBytes(StandardCharsets.US_ASCII));
        sandbox.deliver(bob, MESSAGE.getBytes(StandardCharsets.US_ASCII));
        try (RawClient client = connected()) {
            client.ask("AUTH XOAUTH2");
            client.ask(RawClient.xoauth2(bob.address(), sandbox.newAccessToken(bob, Duration.ofHours(1))));
            assertThat(client.ask("STAT")).isEqualTo("+OK 2 " + 2 * MESSAGE.length());
            assertThat(client.pop3("LIST")).containsExactly("+OK", "1 32", "2 32", ".");
            assertThat(client.pop3("RETR 1")).containsExactly("+OK", "Subject: x", "", "..one", "two", "three", ".");
            assertThat(client.pop3("TOP 1 1")).containsExactly("+OK", "Subject: x", "", "..one", ".");
            assertThat(client.pop3("TOP 1 0")).containsExactly("+OK", "Subject: x", "", ".");
            assertThat(client.pop3("UIDL")).hasSize(4);
            assertThat(client.ask("DELE 1")).startsWith("+OK");
            assertThat(client.ask("RETR 1")).startsWith("-ERR ");
            assertThat(client.ask("QUIT")).startsWith("+OK");
        }
        assertThat(sandbox.messages(bob)).hasSize(1);
    }

    @Test
    void lie_letsAngusConnectAndFailsItLater() throws Exception {
        try (Sandbox liar = Sandbox.builder().popLiesAboutLogin(true).start()) {
            Store store = new MailClient(liar).pop3("alice@contoso.test", "garbage");
            assertThatThrownBy(() -> store.getFolder("INBOX").open(Folder.READ_ONLY))
                    .isInstanceOf(MessagingException.class)
                    .hasStackTraceContaining("[AUTH] Authentication failed.");
        }
    }

    private RawClient connected() throws Exception {
        RawClient client = RawClient.tls(sandbox, sandbox.pop3Port());
        client.read();
        return client;
    }
}
