package io.posthorn.sandbox;

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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImapTest {
    private static final String MESSAGE = "From: bob@contoso.test\r\nSubject: x\r\n"
            + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            + "--b\r\nContent-Type: text/plain\r\n\r\nHello \r\n\r\n\r\n--b\r\n\r\nsecond\r\n--b--\r\n";

    private final Sandbox sandbox = Sandbox.start();
    private final Sandbox other = Sandbox.start();
    private final User alice = sandbox.user("alice");
    private String good = "";

    @BeforeAll
    void prepare() {
        good = RawClient.xoauth2(alice.address(), sandbox.newAccessToken(alice, Duration.ofHours(1)));
        sandbox.deliver(alice, MESSAGE.getBytes(StandardCharsets.US_ASCII));
    }

    @AfterAll
    void close() {
        sandbox.close();
        other.close();
    }

    @Test
    void greetingAndCapabilities_areExchanges() throws Exception {
        try (RawClient client = RawClient.tls(sandbox, sandbox.imapPort())) {
            assertThat(client.read()).startsWith("* OK The Microsoft Exchange IMAP4 service is ready. [");
            assertThat(client.imap("A1 CAPABILITY"))
                    .containsExactly(
                            "* CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN"
                                    + " IDLE NAMESPACE LITERAL+",
                            "A1 OK CAPABILITY completed.");
            assertThat(client.ask("A2 SELECT INBOX")).isEqualTo("A2 BAD Command received in Invalid state.");
            client.imap("A3 AUTHENTICATE XOAUTH2 " + good);
            assertThat(client.imap("A4 CAPABILITY").get(0))
                    .isEqualTo("* CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT"
                            + " CLIENTACCESSRULES CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE CHILDREN"
                            + " IDLE NAMESPACE LITERAL+");
        }
    }

    @Test
    void xoauth2_isTakenInBothForms() throws Exception {
        try (RawClient client = connected()) {
            assertThat(client.ask("A1 AUTHENTICATE XOAUTH2 " + good)).isEqualTo("A1 OK AUTHENTICATE completed.");
        }
        try (RawClient client = connected()) {
            assertThat(client.ask("A1 AUTHENTICATE XOAUTH2")).isEqualTo("+");
            assertThat(client.ask(good)).isEqualTo("A1 OK AUTHENTICATE completed.");
        }
        assertThat(sandbox.dialogue()).contains("IMAP C: A1 AUTHENTICATE XOAUTH2 ***", "IMAP C: ***");
    }

    Stream<Arguments> refusedTokens() {
        return RefusedTokens.of(sandbox, other);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedTokens")
    void token_isRefused(String why, String xoauth2) throws Exception {
        try (RawClient client = connected()) {
            assertThat(client.ask("A1 AUTHENTICATE XOAUTH2 " + xoauth2)).isEqualTo("A1 NO AUTHENTICATE failed.");
            assertThat(client.ask("A2 SELECT INBOX")).startsWith("A2 BAD ");
            assertThat(client.ask("A3 AUTHENTICATE XOAUTH2 " + good)).startsWith("A3 OK ");
        }
    }

    @Test
    void answer_comesThoughTheNextCommandHasBegun() throws Exception {
        try (RawClient client = connected()) {
            client.sendOctets("A1 NOOP\r\nA2 ");
            assertThat(client.read()).isEqualTo("A1 OK NOOP completed.");
            assertThat(client.ask("NOOP")).isEqualTo("A2 OK NOOP completed.");
        }
    }

    @Test
    void login_isRefusedAndNoted() throws Exception {
        try (RawClient client = connected()) {
            assertThat(client.ask("A1 LOGIN \"alice@contoso.test\" \"a \\\"secret\\\"\""))
                    .isEqualTo("A1 NO LOGIN failed.");
            assertThat(client.ask("A2 LOGIN alice@contoso.test {6}")).startsWith("+ ");
            assertThat(client.ask("secret")).isEqualTo("A2 NO LOGIN failed.");
            assertThat(client.ask("A3 LOGIN alice@contoso.test {6+}\r\nsecret")).isEqualTo("A3 NO LOGIN failed.");
        }
        assertThat(sandbox.loginAttempts()).contains("IMAP LOGIN alice@contoso.test tls");
        assertThat(sandbox.dialogue()).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void bodySection_keepsItsLastEmptyLines() throws Exception {
        try (RawClient client = selected()) {
            assertThat(client.ask("A2 FETCH 1 (BODY.PEEK[1])")).isEqualTo("* 1 FETCH (UID 1 BODY[1] {10}");
            assertThat(client.read()).isEqualTo("Hello ");
            assertThat(client.read()).isEmpty();
            assertThat(client.read()).isEqualTo(")");
            assertThat(client.read()).startsWith("A2 OK ");
        }
    }

    @Test
    void pieceOfBody_isAPiece() throws Exception {
        try (RawClient client = selected()) {
            assertThat(client.imap("A2 UID FETCH 1 BODY.PEEK[2]<2.3>"))
                    .startsWith("* 1 FETCH (UID 1 BODY[2]<2> {3}", "con)");
            assertThat(client.imap("A3 FETCH 1 (BODY.PEEK[2]<100.3>)")).startsWith("* 1 FETCH (UID 1 BODY[2]<100> {0}");
            assertThat(client.imap("A4 FETCH 1 (BODY.PEEK[]<6.15>)"))
                    .startsWith("* 1 FETCH (UID 1 BODY[]<6> {15}", "bob@contoso.tes)");
            assertThat(client.imap("A5 FETCH 1 (FLAGS)").get(0)).doesNotContain("\\Seen");
            client.imap("A6 FETCH 1 (BODY[2])");
            assertThat(client.imap("A7 FETCH 1 (FLAGS)").get(0)).contains("\\Seen");
            assertThat(client.imap("A8 FETCH 9 (BODY.PEEK[1])")).hasSize(1);
            assertThat(client.imap("A9 FETCH 1 (BODY.PEEK[7])").get(0)).contains("BODY[7] NIL");
        }
    }

    @Test
    void unselect_closesTheFolder() throws Exception {
        try (RawClient client = selected()) {
            assertThat(client.imap("A2 UNSELECT")).containsExactly("A2 OK UNSELECT completed.");
            assertThat(client.imap("A3 FETCH 1 (FLAGS)").get(0)).doesNotContain("* 1 FETCH");
            assertThat(client.imap("A4 NAMESPACE").get(0)).startsWith("* NAMESPACE ");
            assertThat(client.imap("A5 ID NIL").get(0)).startsWith("* ID ");
        }
    }

    @Test
    void idle_tellsOfNewMail() throws Exception {
        User bob = sandbox.user("bob");
        try (RawClient client = connected()) {
            client.imap("A0 AUTHENTICATE XOAUTH2 "
                    + RawClient.xoauth2(bob.address(), sandbox.newAccessToken(bob, Duration.ofHours(1))));
            client.imap("A1 SELECT INBOX");
            int count = sandbox.messages(bob).size();
            sandbox.deliver(bob, MESSAGE.getBytes(StandardCharsets.US_ASCII));
            assertThat(client.ask("A2 IDLE")).startsWith("+ ");
            assertThat(client.read()).isEqualTo("* " + (count + 1) + " EXISTS");
            sandbox.deliver(bob, MESSAGE.getBytes(StandardCharsets.US_ASCII));
            assertThat(client.read()).isEqualTo("* " + (count + 2) + " EXISTS");
            client.send("DONE");
            assertThat(client.readTo("A2 ")).last().isEqualTo("A2 OK IDLE completed.");
        }
    }

    @Test
    void append_takesALiteral() throws Exception {
        try (RawClient client = connected()) {
            client.imap("A0 AUTHENTICATE XOAUTH2 " + good);
            client.imap("A1 CREATE Archive");
            assertThat(client.ask("A2 APPEND Archive {12}")).startsWith("+");
            client.send("Subject: x\r\n");
            String line = client.read();
            assertThat(line).startsWith("A2 OK ");
        }
    }

    @Test
    void forwardedMessage_hasSectionsOfItsOwn() throws Exception {
        String forward = "Content-Type: multipart/mixed; boundary=f\r\n\r\n--f\r\n\r\nSee below\r\n--f\r\n"
                + "Content-Type: message/rfc822\r\n\r\n" + MESSAGE + "\r\n--f--\r\n";
        sandbox.deliver(sandbox.user("bob"), forward.getBytes(StandardCharsets.US_ASCII));
        User bob = sandbox.user("bob");
        try (RawClient client = connected()) {
            client.imap("A0 AUTHENTICATE XOAUTH2 "
                    + RawClient.xoauth2(bob.address(), sandbox.newAccessToken(bob, Duration.ofHours(1))));
            client.imap("A1 EXAMINE INBOX");
            assertThat(client.imap("A2 FETCH * (BODY[2.2])")).contains("second)");
            assertThat(client.imap("A3 FETCH 1:* (FLAGS)")).noneMatch(line -> line.contains("\\Seen"));
        }
    }

    private RawClient connected() throws Exception {
        RawClient client = RawClient.tls(sandbox, sandbox.imapPort());
        client.read();
        return client;
    }

    private RawClient selected() throws Exception {
        RawClient client = connected();
        client.imap("A0 AUTHENTICATE XOAUTH2 " + good);
        client.imap("A1 SELECT INBOX");
        return client;
    }
}
