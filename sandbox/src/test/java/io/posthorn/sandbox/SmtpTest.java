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
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmtpTest {
    private static final String REFUSED = "535 5.7.3 Authentication unsuccessful [XX0P000XX0000.SANDBOX]";

    private final Sandbox sandbox =
            Sandbox.builder().rejectRecipient("Gone@fabrikam.test").start();
    private final Sandbox other = Sandbox.start();
    private final User alice = sandbox.user("alice");
    private final User bob = sandbox.user("bob");
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
    void ehlo_offersWhatExchangeOffers() throws Exception {
        try (RawClient client = RawClient.plain(sandbox, sandbox.smtpPort())) {
            assertThat(client.read()).startsWith("220 ");
            assertThat(client.smtp("EHLO client.test"))
                    .contains("250-SIZE 157286400", "250-PIPELINING", "250-DSN", "250-ENHANCEDSTATUSCODES")
                    .contains("250-STARTTLS", "250-8BITMIME", "250-BINARYMIME", "250-CHUNKING", "250 SMTPUTF8")
                    .noneMatch(line -> line.contains("AUTH"));
            assertThat(client.ask("STARTTLS")).startsWith("220 ");
            client.startTls();
            assertThat(client.smtp("EHLO client.test"))
                    .contains("250-AUTH LOGIN XOAUTH2")
                    .noneMatch(line -> line.contains("STARTTLS"));
        }
    }

    @Test
    void auth_beforeTls_isNotTaken() throws Exception {
        try (RawClient client = RawClient.plain(sandbox, sandbox.smtpPort())) {
            client.read();
            client.smtp("EHLO client.test");
            assertThat(client.ask("AUTH XOAUTH2 " + good)).startsWith("504 5.7.4 ");
            assertThat(client.ask("MAIL FROM:<alice@contoso.test>"))
                    .isEqualTo("530 5.7.57 Client not authenticated to send mail.");
        }
        assertThat(sandbox.loginAttempts()).contains("SMTP XOAUTH2 alice@contoso.test plain");
    }

    @Test
    void xoauth2_isTakenInBothForms() throws Exception {
        try (RawClient client = RawClient.smtp(sandbox)) {
            assertThat(client.ask("AUTH XOAUTH2 " + good)).isEqualTo("235 2.7.0 Authentication successful");
        }
        try (RawClient client = RawClient.smtp(sandbox)) {
            assertThat(client.ask("AUTH XOAUTH2")).isEqualTo("334 ");
            assertThat(client.ask(good)).isEqualTo("235 2.7.0 Authentication successful");
        }
        assertThat(sandbox.dialogue()).contains("SMTP C: AUTH XOAUTH2 ***", "SMTP C: ***");
    }

    Stream<Arguments> refusedTokens() {
        return RefusedTokens.of(sandbox, other);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedTokens")
    void token_isRefused(String why, String xoauth2) throws Exception {
        try (RawClient client = RawClient.smtp(sandbox)) {
            assertThat(client.ask("AUTH XOAUTH2 " + xoauth2)).isEqualTo(REFUSED);
            assertThat(client.ask("MAIL FROM:<alice@contoso.test>")).startsWith("530 5.7.57 ");
            assertThat(client.ask("AUTH XOAUTH2 " + good)).startsWith("235 ");
        }
    }

    @Test
    void password_isRefusedAsDisabled() throws Exception {
        try (RawClient client = RawClient.smtp(sandbox)) {
            assertThat(client.ask("AUTH LOGIN")).isEqualTo("334 VXNlcm5hbWU6");
            assertThat(client.ask(RawClient.base64(alice.address()))).isEqualTo("334 UGFzc3dvcmQ6");
            assertThat(client.ask(RawClient.base64(alice.password())))
                    .startsWith("535 5.7.139 Authentication unsuccessful, basic authentication is disabled.");
        }
    }

    @Test
    void recipient_isRefusedOrTaken() throws Exception {
        try (RawClient client = loggedIn()) {
            assertThat(client.ask("MAIL FROM:<alice@contoso.test>")).startsWith("250 ");
            String refusal = "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup";
            assertThat(client.ask("RCPT TO:<gone@fabrikam.test>")).isEqualTo(refusal);
            assertThat(client.ask("RCPT TO:<nobody@contoso.test>")).isEqualTo(refusal);
            assertThat(client.ask("DATA")).startsWith("503 ");
            assertThat(client.ask("RCPT TO:<somebody@fabrikam.test>")).startsWith("250 ");
        }
    }

    @Test
    void anotherSender_isDenied() throws Exception {
        String denied = "554 5.2.252 SendAsDenied; alice@contoso.test not allowed to send as bob@contoso.test";
        int before = sandbox.messages(alice).size();
        try (RawClient client = loggedIn()) {
            assertThat(submit(client, "bob@contoso.test", "From: alice@contoso.test"))
                    .isEqualTo(denied);
            assertThat(submit(client, "alice@contoso.test", "From: Bob <bob@contoso.test>"))
                    .isEqualTo(denied);
            assertThat(sandbox.messages(alice)).hasSize(before);
            assertThat(submit(client, "ALICE@contoso.test", "From: Alice <alice@contoso.test>"))
                    .startsWith("250 ");
        }
        assertThat(sandbox.messages(alice)).hasSize(before + 1);
    }

    @Test
    void utf8AndDsnParameters_areTaken() throws Exception {
        User shared = sandbox.exchange().sharedMailbox("zo\u00eb", "alice");
        sandbox.exchange().grantSendAs(shared, alice);
        String mail = "MAIL FROM:<zo\u00eb@contoso.test> SMTPUTF8 BODY=8BITMIME SIZE=1000 RET=HDRS ENVID=QQ314159";
        String rcpt = "RCPT TO:<zo\u00eb@contoso.test> NOTIFY=SUCCESS,FAILURE ORCPT=utf-8;zo\u00eb@contoso.test";
        try (RawClient client = loggedIn()) {
            assertThat(client.ask(mail)).startsWith("250 ");
            assertThat(client.ask(rcpt)).startsWith("250 ");
            client.ask("DATA");
            assertThat(client.ask("From: Zo\u00eb <zo\u00eb@contoso.test>\r\n\r\nHello\r\n."))
                    .startsWith("250 ");
        }
        assertThat(sandbox.messages(shared)).hasSize(1);
        assertThat(sandbox.dialogue()).contains("SMTP C: " + mail, "SMTP C: " + rcpt);
    }

    @Test
    void utf8_isRefusedWithoutItsParameter() throws Exception {
        try (RawClient client = loggedIn()) {
            assertThat(client.ask("MAIL FROM:<zo\u00eb@contoso.test>")).startsWith("553 5.6.7 ");
            assertThat(client.ask("MAIL FROM:<alice@contoso.test>")).startsWith("250 ");
            assertThat(client.ask("RCPT TO:<zo\u00eb@fabrikam.test>")).startsWith("553 5.6.7 ");
        }
        try (Sandbox old = Sandbox.builder().smtpUtf8(false).start();
                RawClient client = RawClient.smtp(old)) {
            assertThat(client.smtp("EHLO client.test")).noneMatch(line -> line.contains("SMTPUTF8"));
        }
    }

    private static String submit(RawClient client, String sender, String header) throws Exception {
        client.ask("MAIL FROM:<" + sender + ">");
        client.ask("RCPT TO:<alice@contoso.test>");
        client.ask("DATA");
        return client.ask(header + "\r\n\r\nHello\r\n.");
    }

    @Test
    void data_thatIsCutOff_deliversNothing() throws Exception {
        int before = sandbox.messages(bob).size();
        try (RawClient client = loggedIn()) {
            client.ask("MAIL FROM:<alice@contoso.test>");
            client.ask("RCPT TO:<bob@contoso.test>");
            client.ask("DATA");
            client.send("From: alice@contoso.test\r\n\r\nHello");
        }
        try (RawClient client = loggedIn()) {
            assertThat(submit(client, "alice@contoso.test", "From: alice@contoso.test"))
                    .startsWith("250 ");
        }
        assertThat(sandbox.messages(bob)).hasSize(before);
    }

    @Test
    void message_arrivesOctetByOctet_byDataAndByBdat() throws Exception {
        String message = "From: alice@contoso.test\r\nSubject: x\r\n\r\n.dot\r\n..two\r\nend\r\n";
        int before = sandbox.messages(bob).size();
        try (RawClient client = loggedIn()) {
            client.ask("MAIL FROM:<alice@contoso.test> SIZE=100");
            client.ask("RCPT TO:<bob@contoso.test>");
            client.ask("DATA");
            assertThat(client.ask(message.replace("\r\n.", "\r\n..") + ".")).startsWith("250 ");

            client.ask("MAIL FROM:<alice@contoso.test> BODY=BINARYMIME");
            client.ask("RCPT TO:<bob@contoso.test>");
            // send() ends its text with CRLF; those are the last two octets of the first chunk.
            assertThat(client.ask("BDAT 26\r\nFrom: alice@contoso.test")).startsWith("250 ");
            String rest = message.substring(26, message.length() - 2);
            assertThat(client.ask("BDAT " + (rest.length() + 2) + " LAST\r\n" + rest))
                    .startsWith("250 ");
        }
        List<byte[]> messages = sandbox.messages(bob);
        assertThat(messages).hasSize(before + 2);
        for (byte[] stored : messages.subList(before, before + 2)) {
            assertThat(new String(stored, StandardCharsets.US_ASCII)).isEqualTo(message);
        }
    }

    @Test
    void commands_mayComeInOneFlight() throws Exception {
        try (RawClient client = loggedIn()) {
            client.send("MAIL FROM:<alice@contoso.test>\r\nRCPT TO:<bob@contoso.test>\r\nDATA");
            assertThat(List.of(client.read(), client.read(), client.read()))
                    .containsExactly(
                            "250 2.1.0 Sender OK",
                            "250 2.1.5 Recipient OK",
                            "354 Start mail input; end with <CRLF>.<CRLF>");
            assertThat(client.ask("From: alice@contoso.test\r\n\r\nHello\r\n.\r\nQUIT"))
                    .startsWith("250 ");
            assertThat(client.read()).startsWith("221 ");
        }
    }

    @Test
    void refusedChunk_isNotTakenForCommands() throws Exception {
        try (RawClient client = RawClient.smtp(sandbox)) {
            assertThat(client.ask("BDAT 6 LAST\r\nQUIT")).startsWith("530 ");
            assertThat(client.ask("AUTH XOAUTH2 " + good)).startsWith("235 ");
            assertThat(client.ask("BDAT 6 LAST\r\nQUIT")).startsWith("503 ");
            assertThat(client.ask("NOOP")).startsWith("250 ");
        }
    }

    @Test
    void tooLargeMessage_isRefusedByItsDeclaredSize() throws Exception {
        try (RawClient client = loggedIn()) {
            assertThat(client.ask("MAIL FROM:<alice@contoso.test> SIZE=157286401"))
                    .startsWith("552 5.3.4 ");
        }
    }

    private RawClient loggedIn() throws Exception {
        RawClient client = RawClient.smtp(sandbox);
        client.ask("AUTH XOAUTH2 " + good);
        return client;
    }
}
