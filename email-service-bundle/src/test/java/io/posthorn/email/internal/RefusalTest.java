package io.posthorn.email.internal;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.email.Protocol;
import io.posthorn.email.Query;
import io.posthorn.page.Page;
import io.posthorn.sandbox.Sandbox;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Bad input and bad servers: the sentence that the user reads, and that nothing was sent. */
class RefusalTest {

    private Stand stand = new Stand(builder().start());

    /** The sandbox's form of refusing a login; {@link RefusalInChallengeFormTest} runs all of this with the other one. */
    Sandbox.Builder builder() {
        return Sandbox.builder();
    }

    /** What the servers say to a wrong mailbox. */
    Map<Protocol, String> refusedLogins() {
        return Map.of(
                Protocol.SMTP, "535 5.7.3 Authentication unsuccessful",
                Protocol.IMAP, "AUTHENTICATE failed.",
                Protocol.POP3, "Authentication failure: unknown user name or bad password.");
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private void sandbox(Sandbox.Builder builder) {
        stand.close();
        stand = new Stand(builder.start());
    }

    private Email mail() {
        return Email.builder()
                .from(stand.alice.address())
                .to(stand.alice.address())
                .build();
    }

    private static Document document() {
        return Document.of("a.txt", "text/plain", new byte[] {1, 2, 3});
    }

    private ThrowingCallable sending(EmailService service) {
        return () -> service.sendWithDocument(mail(), document());
    }

    private static ThrowingCallable receiving(EmailService service) {
        return () -> service.receive(Query.newest(), email -> {});
    }

    private void assertRefused(ThrowingCallable call, Kind kind, String... sentences) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EmailException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            assertThat(e).hasMessageContainingAll(sentences);
            assertThat(stand.sandbox.issuedSecrets()).noneMatch(e.getMessage()::contains);
        });
        for (var user : stand.sandbox.users()) {
            assertThat(stand.sandbox.messages(user)).isEmpty();
        }
    }

    private static final String PAGE = "On the page Email service (io.posthorn.email), the field ";

    // The page.

    @Test
    void emptyPage_saysWhereToFillItIn() {
        EmailService service = stand.service(Map.of());
        assertRefused(
                sending(service), Kind.APPLICATION, "The page Email service (io.posthorn.email) is not filled in.");
        assertRefused(receiving(service), Kind.APPLICATION, "is not filled in");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    smtp.authenticate           | false      | SMTP Authenticate is not ticked. OAuth 2.0 needs it: tick it.
                    smtp.transport.security     | ''         | SMTP Transport Security is None. OAuth 2.0 needs TLS
                    smtp.transport.security     | SSL        | SMTP Transport Security is 'SSL'. OAuth 2.0 needs TLS
                    smtp.transport.security     | STARTTLS   | SMTP Transport Security is 'STARTTLS'. Give None (empty), SSL or TLS.
                    receive.transport.security  | none       | Receive Transport Security is 'none'. OAuth 2.0 needs TLS
                    receive.transport.security  | SSL        | Receive Transport Security is 'SSL'. OAuth 2.0 needs TLS
                    .refresh.token              | ' '        | Refresh Token is empty. Sign in once
                    client.id                   | ''         | Client ID is empty. Copy the application (client) ID
                    authority                   | http://login.example | Authority is not usable. 'http://login.example' is not an https address.
                    authority                   | 'a b'      | Authority is not usable.
                    tenant                      | a/b        | Tenant is not usable. 'a/b' is no tenant.
                    cloud                       | Mars       | Cloud is 'Mars'. Give Global, Outlook.com, GCC High, DoD or China
                    tenant                      | consumers  | Tenant is not usable. Applications for personal Microsoft accounts only are not supported.
                    smtp.host                   | a b        | SMTP Host is not usable. 'a b' is not the name of a host.
                    smtp.port                   | abc        | SMTP Port Number is 'abc'. Give a number from 1 to 65535
                    smtp.port                   | 65536      | SMTP Port Number is '65536'. Give a number from 1 to 65535
                    smtp.user                   | ''         | SMTP User is empty. Give the account that logs in
                    .client.secret              | $[secret:nope] | Client Secret is '$[secret:nope]', and there is no readable file nope in the folder for secrets
                    .refresh.token              | $[env:NOPE] | Refresh Token is '$[env:NOPE]', and there is no environment variable NOPE
                    oauth                       | yes        | OAuth 2.0 Authentication Settings is 'yes'. Give true or false.
                    """)
    void wrongField_isNamed_andNothingIsSent(String field, String value, String sentence) {
        assertRefused(sending(stand.service(field, value)), Kind.APPLICATION, PAGE + sentence);
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
        assertThat(stand.sandbox.tokenRequests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    receive.transport.security  | SSL   | Receive Transport Security is 'SSL'. OAuth 2.0 needs TLS
                    receive.protocol            | IMAP4 | POP3/IMAP is 'IMAP4'. Give IMAP or POP3.
                    receive.port                | -1    | POP3/IMAP Port Number is '-1'.
                    """)
    void wrongReceiveField_isNamed(String field, String value, String sentence) {
        assertRefused(receiving(stand.service(field, value)), Kind.APPLICATION, PAGE + sentence);
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
    }

    @Test
    void emptyHost_isNamed_wherePasswordsWouldGoThere() {
        assertRefused(
                sending(stand.service("oauth", "false", "smtp.host", "", ".smtp.password", "secret")),
                Kind.APPLICATION,
                PAGE + "SMTP Host is empty.");
        assertRefused(
                receiving(stand.service("oauth", "false", "receive.host", "", ".receive.password", "secret")),
                Kind.APPLICATION,
                PAGE + "POP3/IMAP Host is empty.");
    }

    @Test
    void misspeltProperty_isFound() {
        assertThat(Page.unknown(
                        EmailServiceConfig.class,
                        Set.of("tennant", "tenant", ".client.secret", "service.pid", "felix.fileinstall.filename")))
                .containsExactly("tennant");
    }

    @Test
    void passwordLogin_withoutAPassword_isExplained() {
        assertRefused(
                sending(stand.service("oauth", "false")),
                Kind.APPLICATION,
                PAGE
                        + "SMTP Password is empty. Give the password of alice@contoso.test; for Microsoft 365, tick OAuth");
    }

    // The authority.

    @Test
    void wrongSecret_isExplained() {
        assertRefused(
                sending(stand.service(".client.secret", "wrong")),
                Kind.APPLICATION,
                "No access token for alice@contoso.test.",
                "AADSTS7000215",
                "The Client Secret is wrong. Copy the secret's value",
                "(The fields are on the page Email service (io.posthorn.email).)");
    }

    @Test
    void deadRefreshToken_isExplained() {
        Map<String, String> page = stand.page();
        stand.sandbox.revoke(page.get(".refresh.token"), 50173);
        assertRefused(sending(stand.service(page)), Kind.SIGN_IN_NEEDED, "AADSTS50173", "Sign in again");
    }

    @Test
    void refreshTokenForMicrosoftGraphOnly_isExplained() {
        String graph =
                stand.sandbox.newRefreshToken(stand.alice, "https://graph.microsoft.com/Mail.Send", "offline_access");
        assertRefused(
                sending(stand.service(".refresh.token", graph)), Kind.SIGN_IN_NEEDED, "not those of Microsoft Graph");
    }

    @Test
    void consentForSmtpOnly_cannotReceive_andSaysSo() {
        String smtp =
                stand.sandbox.newRefreshToken(stand.alice, "https://outlook.office.com/SMTP.Send", "offline_access");
        assertRefused(
                receiving(stand.service(".refresh.token", smtp)),
                Kind.SIGN_IN_NEEDED,
                "Nobody has consented to these mail permissions.");
    }

    @Test
    void unknownTenant_isExplained() {
        assertRefused(
                sending(stand.service("tenant", "fabrikam.example")), Kind.APPLICATION, "There is no such tenant.");
    }

    @Test
    void authorityThatDoesNotAnswer_isTemporary() throws IOException {
        assertRefused(
                sending(stand.service("authority", "https://localhost:" + freePort())),
                Kind.TEMPORARY,
                "cannot be reached",
                "Check the field Authority");
    }

    // The mail servers, and the token on the wire.

    @Test
    void serverWithoutStartTls_getsNoToken() {
        sandbox(builder().smtpStartTls(false));
        assertRefused(
                sending(stand.service()),
                Kind.APPLICATION,
                "SMTP server localhost:" + stand.sandbox.smtpPort()
                        + " does not offer STARTTLS, so nothing was sent to it.");
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
    }

    @Test
    void serversWithoutXoauth2_getNoToken() {
        sandbox(builder().xoauth2(false).passwords(true));
        String sentence = "The server does not offer XOAUTH2, so the token was not sent.";
        assertRefused(sending(stand.service()), Kind.APPLICATION, sentence);
        assertRefused(receiving(stand.service()), Kind.APPLICATION, sentence);
        assertRefused(receiving(pop3()), Kind.APPLICATION, sentence);
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
    }

    @Test
    void serversWithACertificateForAnotherName_getNoToken() {
        sandbox(builder().certificateFor("mail.fabrikam.example"));
        String sentence = "shows a certificate for another name";
        assertRefused(sending(stand.service()), Kind.APPLICATION, sentence, "the field SMTP Host");
        assertRefused(receiving(stand.service()), Kind.APPLICATION, sentence, "the field POP3/IMAP Host");
        assertRefused(receiving(pop3()), Kind.APPLICATION, sentence);
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
    }

    @Test
    void plainServer_onTheTlsSetting_getsNoToken() {
        sandbox(builder().plainMailPorts(true));
        EmailService imap = stand.service("receive.port", String.valueOf(stand.sandbox.plainImapPort()));
        assertRefused(receiving(imap), Kind.APPLICATION, "no way to speak TLS", "the field Receive Transport Security");
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
    }

    @Test
    void serverThatDoesNotListen_isTemporary() throws IOException {
        String port = String.valueOf(freePort());
        assertRefused(
                sending(stand.service("smtp.port", port)), Kind.TEMPORARY, "connection refused", "SMTP Port Number");
        assertRefused(
                receiving(stand.service("receive.port", port)), Kind.TEMPORARY, "connection refused", "POP3/IMAP Port");
    }

    @Test
    void wrongMailbox_isExplained_withoutWastingTokens() {
        assertRefused(
                sending(stand.service("smtp.user", "bob@contoso.test")),
                Kind.APPLICATION,
                "refused the OAuth login of bob@contoso.test: \""
                        + refusedLogins().get(Protocol.SMTP),
                "Check that the field SMTP User is the mailbox of the user who signed in");
        assertThat(stand.sandbox.loginAttempts()).containsExactly("SMTP XOAUTH2 bob@contoso.test tls");
        assertThat(stand.sandbox.tokenRequests()).hasSize(1);
        assertRefused(
                receiving(stand.service("receive.user", "bob@contoso.test")),
                Kind.APPLICATION,
                "refused the OAuth login of bob@contoso.test: \""
                        + refusedLogins().get(Protocol.IMAP),
                "the field POP3/IMAP Username");
        assertRefused(
                receiving(stand.service(
                        "receive.user", "bob@contoso.test",
                        "receive.protocol", "POP3",
                        "receive.port", String.valueOf(stand.sandbox.pop3Port()))),
                Kind.APPLICATION,
                "refused the OAuth login of bob@contoso.test: \""
                        + refusedLogins().get(Protocol.POP3),
                "the field POP3/IMAP Username");
    }

    @Test
    void tokenThatWorkedBefore_isReplacedOnce_whenAServerRefusesIt() {
        EmailService service = stand.service();
        service.receive(Query.newest(), email -> {});
        stand.now = stand.now.plus(Duration.ofMinutes(6));
        stand.sandbox
                .exchange()
                .answer(io.posthorn.sandbox.Protocol.SMTP, "AUTH", "535 5.7.3 Authentication unsuccessful");
        service.sendWithDocument(mail(), document());
        assertThat(stand.sandbox.tokenRequests()).hasSize(2);
        assertThat(stand.sandbox.messages(stand.alice)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pop3Login_isNotBelievedBeforeStat(boolean lies) {
        sandbox(builder().popLiesAboutLogin(lies));
        EmailService pop3 = stand.service(
                "receive.user", "bob@contoso.test",
                "receive.protocol", "POP3",
                "receive.port", String.valueOf(stand.sandbox.pop3Port()));
        assertRefused(receiving(pop3), Kind.APPLICATION, "refused the OAuth login of bob@contoso.test");
    }

    @Test
    void passwordsWhereMicrosoftTakesNone_pointToOAuth() {
        EmailService service = stand.service("oauth", "false", ".smtp.password", stand.alice.password());
        assertRefused(sending(service), Kind.APPLICATION, "OAuth 2.0 Authentication Settings");
        assertRefused(receiving(service), Kind.APPLICATION, "there, tick OAuth 2.0 Authentication Settings");
    }

    // The mail.

    @Test
    void refusedRecipient_isNamed_andNobodyGetsTheMail() {
        sandbox(builder().rejectRecipient("nobody@contoso.test"));
        Email email = Email.builder()
                .from(stand.alice.address())
                .to(stand.alice.address())
                .to("nobody@contoso.test")
                .build();
        assertRefused(
                () -> stand.service().sendWithDocument(email, document()),
                Kind.RECIPIENT,
                "refused nobody@contoso.test: \"550 5.1.10",
                "Nothing was sent to anybody.");
    }

    @Test
    void anotherFrom_isExplained() {
        Email email = Email.builder()
                .from("bob@contoso.test")
                .to(stand.alice.address())
                .build();
        assertRefused(
                () -> stand.service().sendWithDocument(email, document()),
                Kind.MESSAGE,
                "5.2.252",
                "Send from alice@contoso.test, or have the Exchange administrator grant it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.test\r\nBcc: c@d.test", "a@b.test\nX: y", "a\u0000@b.test"})
    void addressWithALineBreak_isRefused(String address) {
        assertThatThrownBy(() -> Address.of(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds a line break or another control character");
        assertThatThrownBy(() -> new Address(address, "a@b.test")).hasMessageContaining("control character");
    }

    @Test
    void subjectWithALineBreak_isRefused() {
        assertThatThrownBy(
                        () -> Email.builder().subject("Hello\r\nBcc: c@d.test").build())
                .hasMessage("The subject holds a line break. Give it on one line.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b@", "@b.test", "a b@c.test", "plain", "a..b@c.test", "a,b@c.test"})
    void whatIsNoAddress_isRefused(String address) {
        assertThatThrownBy(() -> stand.service()
                        .sendWithDocument(
                                Email.builder()
                                        .from(stand.alice.address())
                                        .to(address)
                                        .build(),
                                document()))
                .hasMessageContaining("is not a mail address");
    }

    @Test
    void contentTypeWithALineBreak_isRefused() {
        assertThatThrownBy(() -> Document.of("a.txt", "text/plain; a=\"x\nX-Evil: y\"", new byte[0]))
                .hasMessageContaining("holds a line break or another control character");
    }

    @Test
    void missingFrom_isExplained() {
        Email email = Email.builder().to(stand.alice.address()).build();
        assertRefused(() -> stand.service().sendWithDocument(email, document()), Kind.MESSAGE, "The mail has no From.");
    }

    @Test
    void missingRecipient_isExplained() {
        Email email = Email.builder().from(stand.alice.address()).build();
        assertRefused(
                () -> stand.service().sendWithDocument(email, document()), Kind.MESSAGE, "The mail has no recipient.");
    }

    @Test
    void emptyMap_isExplained() {
        assertRefused(
                () -> stand.service().sendWithMapOfAttachments(mail(), Map.of()),
                Kind.MESSAGE,
                "The map of attachments is empty.");
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
    }

    @Test
    void attachmentWithABadName_isExplained() {
        assertRefused(
                () -> stand.service().sendWithMapOfAttachments(mail(), Map.of("a\r\nb.txt", document())),
                Kind.MESSAGE,
                "An attachment has no name, or one with a line break");
    }

    @Test
    void attachmentThatFailsHalfWay_isNamed_andNothingArrives() {
        Document failing = new Document(
                "half.bin",
                "",
                () -> new SequenceInputStream(new ByteArrayInputStream(new byte[300_000]), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk is gone");
                    }
                }));
        assertRefused(
                () -> stand.service().sendWithDocument(mail(), failing),
                Kind.MESSAGE,
                "The document 'half.bin' cannot be read: the disk is gone. Nothing was sent.");
        // The server has seen data and closed: a mail sent now is the first that arrives.
        stand.service().sendWithDocument(mail(), document());
        assertThat(stand.sandbox.messages(stand.alice)).hasSize(1);
    }

    @Test
    void attachmentThatCannotBeOpened_isNamed() {
        Document missing = new Document("gone.bin", "", () -> {
            throw new IllegalStateException("deleted meanwhile");
        });
        assertRefused(
                () -> stand.service().sendWithDocument(mail(), missing),
                Kind.MESSAGE,
                "The document 'gone.bin' cannot be read: deleted meanwhile");
    }

    @Test
    void handlerThatFails_endsTheReceiving() {
        stand.service().sendWithDocument(mail(), document());
        assertThatThrownBy(() -> stand.service().receive(Query.newest(), email -> {
                    throw new IOException("my disk is full");
                }))
                .isInstanceOf(EmailException.class)
                .hasMessage("A received mail could not be taken: my disk is full");
    }

    private EmailService pop3() {
        return stand.service("receive.protocol", "POP3", "receive.port", String.valueOf(stand.sandbox.pop3Port()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void commands_askForWhatIsMissing() throws Exception {
        try (Shell shell = new Shell(stand.service())) {
            assertThatThrownBy(() -> shell.run("mail:send --from a@b.test"))
                    .hasMessageStartingWith("--to is missing. Usage: mail:send --to ADDRESS --from ADDRESS");
            assertThatThrownBy(() -> shell.run("mail:send --to a@b.test --from a@b.test --document no-such-file"))
                    .hasMessage("--document no-such-file: there is no such file, or it is not readable.");
            assertThatThrownBy(() -> shell.run("mail:send --to a@b.test --from a@b.test --html no-such-file"))
                    .hasMessage("--html no-such-file: there is no such file, or it is not readable.");
            assertThatThrownBy(() -> shell.run("mail:receive --limit many"))
                    .hasMessage("--limit is 'many'. Give a number, for example --limit 10.");
            assertThatThrownBy(() -> shell.run("mail:receive --since yesterday"))
                    .hasMessage("--since is 'yesterday'. Give a day like 2026-11-25, or a moment like"
                            + " 2026-11-25T08:00:00Z.");
            assertThatThrownBy(() -> shell.run("mail:receive --delete --move Archive"))
                    .hasMessageStartingWith("--move, --delete and --mark-read exclude each other.");
        }
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
    }

    @Test
    void misspeltCommandLines_areAnsweredWithWhatIsWrongInThem() throws Exception {
        try (Shell shell = new Shell(stand.service())) {
            assertThatThrownBy(() -> shell.run("mail:send --too a@b.test --from a@b.test"))
                    .hasMessage(
                            "mail:send has no option --too; it takes --to, --from, --cc, --bcc, --subject,"
                                    + " --text, --html and --document, each followed by a blank and a value, in quotes if it has blanks itself.");
            assertThatThrownBy(() -> shell.run("mail:send --to a@b.test --subject two words"))
                    .hasMessageStartingWith(
                            "mail:send was given more than one value behind --subject; it takes --to, ");
            assertThatThrownBy(() -> shell.run("mail:send --text=private"))
                    .hasMessageStartingWith("mail:send has no option --text=; it takes --to, ");
            assertThatThrownBy(() -> shell.run("mail:receive --subject a --limit"))
                    .hasMessage("mail:receive needs a value behind --limit.");
            assertThatThrownBy(() -> shell.run("mail:receive --limit 1 --limit 2"))
                    .hasMessage("mail:receive takes --limit once, and was given it twice.");
            assertThatThrownBy(() -> shell.run("mail:receive --unread yes"))
                    .hasMessageStartingWith("mail:receive takes no value behind --unread; it takes --subject, ");
            assertThatThrownBy(() -> shell.run("mail:receive 5"))
                    .hasMessage("mail:receive needs an option before the value; it takes --subject, --sender, --limit,"
                            + " --folder, --since and --move, each followed by a blank and a value, in quotes if it has"
                            + " blanks itself; and --unread, --delete, --mark-read without one.");
        }
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
    }
}
