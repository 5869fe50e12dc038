package io.posthorn.email.internal;

import io.posthorn.email.internal.doctor.DoctorCommands;
import io.posthorn.oauth.internal.AccountConfig;
import io.posthorn.oauth.internal.AccountPageComponent;
import io.posthorn.sandbox.AuthorityFailure;
import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.util.converter.Converters;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Every step of {@code mail:doctor}, well and ill. */
class DoctorTest {

    private Stand stand = new Stand();

    @AfterEach
    void stop() {
        stand.close();
    }

    private void sandbox(Sandbox.Builder builder) {
        stand.close();
        stand = new Stand(builder.start());
    }

    private DoctorCommands doctor(Map<String, String> page) {
        var config = Converters.standardConverter().convert(page).to(EmailServiceConfig.class);
        return new DoctorCommands(config, new HashMap<>(page), stand.tokens, stand.network);
    }

    private Map<String, String> page(String... changes) {
        Map<String, String> page = stand.page();
        for (int i = 0; i < changes.length; i += 2) {
            page.put(changes[i], changes[i + 1]);
        }
        return page;
    }

    /** What it prints when all is well. */
    private String well(String command, Map<String, String> page) throws Exception {
        try (Shell shell = new Shell(stand.service(page)).with(doctor(page), "doctor")) {
            String printed = shell.run(command);
            assertThat(printed).doesNotContain("FAILED");
            return printed;
        }
    }

    /** What it prints when this step fails, and no later one is taken. */
    private String ill(String step, String command, Map<String, String> page) throws Exception {
        try (Shell shell = new Shell(stand.service(page)).with(doctor(page), "doctor")) {
            Throwable thrown = catchThrowable(() -> shell.run(command));
            String printed = shell.printed();
            assertThat(thrown).as(printed).hasMessageContaining("stopped at the step '" + step + "'");
            assertThat(printed).contains("FAILED   " + step + ": ");
            assertThat(printed.substring(printed.indexOf("FAILED"))).doesNotContain("\nok ");
            assertThat(stand.sandbox.issuedSecrets()).noneMatch(printed::contains);
            return printed;
        }
    }

    private String ill(String step, String... changes) throws Exception {
        return ill(step, "mail:doctor", page(changes));
    }

    private void accountPage(String... fields) {
        Map<String, String> page = new HashMap<>(Map.of(
                "service.pid", "io.posthorn.oauth.account~work",
                "name", "work",
                "client.id", stand.sandbox.clientId(),
                ".client.secret", stand.sandbox.clientSecret(),
                "authority", stand.sandbox.authority().toString()));
        for (int i = 0; i < fields.length; i += 2) {
            page.put(fields[i], fields[i + 1]);
        }
        AccountConfig config = Converters.standardConverter().convert(page).to(AccountConfig.class);
        new AccountPageComponent(config, new HashMap<>(page), stand.tokens);
    }

    private Map<String, String> named(String... changes) {
        Map<String, String> page = page(changes);
        page.keySet().removeAll(java.util.List.of("client.id", ".client.secret", ".refresh.token", "authority"));
        page.put("oauth.account", "work");
        return page;
    }

    private Map<String, String> appOnly() {
        accountPage("grant", "client_credentials", "tenant", stand.sandbox.tenantId());
        return named();
    }

    // All is well.

    @Test
    void goodPage_isWalkedToItsEnd_andNothingIsSent() throws Exception {
        String printed = well("mail:doctor", page());
        assertThat(printed)
                .containsSubsequence(
                        "ok       Configuration: page Email service",
                        "ok       Account: the page's own Client ID " + stand.sandbox.clientId()
                                + "; cloud Global, tokens" + " from " + stand.sandbox.authority(),
                        "ok       SMTP settings: SMTP server localhost:" + stand.sandbox.smtpPort()
                                + ", TLS, as alice@",
                        "ok       Receive settings: IMAP server localhost:" + stand.sandbox.imapPort(),
                        "ok       Network",
                        "ok       Authority: " + stand.sandbox.authority() + " answers (HTTP ",
                        "ok       Token: An access token of ",
                        "ok       Audience: https://outlook.office",
                        "ok       Scopes: IMAP.AccessAsUser.All, ",
                        "; signed in is alice@contoso.test.",
                        "ok       SMTP DNS: localhost is 127.0.0.1",
                        "ok       SMTP connection: localhost:" + stand.sandbox.smtpPort() + " takes connections.",
                        "ok       SMTP TLS: TLSv1.3, certificate of CN=",
                        ", valid until 20",
                        "ok       SMTP capabilities: ",
                        "XOAUTH2",
                        "ok       SMTP login: Logged in as alice@contoso.test.",
                        "ok       SMTP MAIL FROM: The server begins a mail from alice@contoso.test. Nothing was sent.",
                        "ok       IMAP DNS",
                        "ok       IMAP connection",
                        "ok       IMAP TLS: TLSv1.3, certificate of CN=",
                        "ok       IMAP capabilities: ",
                        "AUTH=XOAUTH2",
                        "ok       IMAP login: Logged in as alice@contoso.test.",
                        "ok       IMAP INBOX: The INBOX has 0 mails.",
                        "All steps went well.");
        assertThat(stand.sandbox.messages(stand.alice)).isEmpty();
        assertThat(stand.sandbox.loginAttempts()).hasSize(2);
        assertThat(stand.sandbox.issuedSecrets()).noneMatch(printed::contains);
    }

    @Test
    void everyStep_isInTheGuide() throws Exception {
        String guide = Files.readString(Path.of("..", "docs", "guides", "doctor.md"));
        well("mail:doctor", page())
                .lines()
                .filter(line -> line.startsWith("ok "))
                .map(line -> line.replaceFirst("ok +([^:]+):.*", "`$1`"))
                .forEach(step -> assertThat(guide).contains(step));
    }

    @Test
    void pop3_isWalkedToo() throws Exception {
        String printed = well(
                "mail:doctor",
                page("receive.protocol", "POP3", "receive.port", String.valueOf(stand.sandbox.pop3Port())));
        assertThat(printed)
                .containsSubsequence(
                        "POP3 TLS: TLSv1.3", "POP3 capabilities: ", "XOAUTH2", "POP3 login: Logged in", "INBOX has 0");
        assertThat(stand.sandbox.loginAttempts()).noneMatch(login -> login.contains("nobody"));
    }

    @Test
    void namedAccountOfThePage_isWalkedToItsEnd() throws Exception {
        accountPage(".refresh.token", stand.sandbox.newRefreshToken(stand.alice));
        assertThat(well("mail:doctor work", named())).contains("Account: 'work'", "IMAP INBOX", "All steps went well.");
    }

    @Test
    void accountThatThePageDoesNotUse_isLookedAtAsFarAsItsToken() throws Exception {
        accountPage(".refresh.token", stand.sandbox.newRefreshToken(stand.alice));
        String printed = well("mail:doctor work", page());
        assertThat(printed)
                .contains("'work' is not the one of the page Email service", "ok       Scopes: ", "The token is good.")
                .doesNotContain("SMTP login");
    }

    @Test
    void appOnly_isWalkedToItsEnd() throws Exception {
        sandbox(Sandbox.builder().appMailbox("alice"));
        assertThat(well("mail:doctor", appOnly()))
                .contains("ok       Roles: IMAP.AccessAsApp, POP.AccessAsApp, SMTP.SendAsApp; the application itself.");
    }

    @Test
    void otherSignedInUser_isAWarning() throws Exception {
        User shared = stand.sandbox.exchange().sharedMailbox("office", "alice");
        assertThat(well("mail:doctor", page("shared.mailbox", shared.address())))
                .contains("IMAP login: Logged in as office@contoso.test.")
                .doesNotContain("warning");
        String printed =
                ill("SMTP login", "smtp.user", stand.sandbox.user("bob").address());
        assertThat(printed)
                .contains(
                        "warning  User: alice@contoso.test has signed in, and the field SMTP User is bob@",
                        "Put alice@contoso.test into the field SMTP User",
                        "  Add-RecipientPermission -Identity bob@contoso.test -Trustee alice@contoso.test -AccessRights SendAs\n");
    }

    @Test
    void proxy_isNamedAndTakesTheTunnels() throws Exception {
        var proxy = stand.sandbox.httpProxy();
        stand.network(
                "trusted.certificates",
                stand.sandbox.caFile().toString(),
                "proxy.host",
                "127.0.0.1",
                "proxy.port",
                String.valueOf(proxy.port()));
        assertThat(well("mail:doctor", page()))
                .contains(
                        "answers (HTTP ",
                        "through the proxy 127.0.0.1:" + proxy.port(),
                        "it is the proxy, which resolves the rest",
                        "All steps went well.");
    }

    @Test
    void proxyThatDoesNotLetThrough_isNamed() throws Exception {
        var proxy = stand.sandbox.httpProxy().refuse(true);
        stand.network(
                "trusted.certificates",
                stand.sandbox.caFile().toString(),
                "proxy.host",
                "127.0.0.1",
                "proxy.port",
                String.valueOf(proxy.port()),
                "proxy.exceptions",
                "localhost");
        assertThat(ill("SMTP connection", "smtp.host", "127.0.0.1"))
                .contains("The proxy 127.0.0.1:" + proxy.port() + " does not let this server through");
        stand.network("trusted.certificates", stand.sandbox.caFile().toString(), "proxy.host", "no-proxy.invalid");
        assertThat(ill("Authority")).contains("The proxy no-proxy.invalid:8080 cannot be reached");
    }

    // Pages.

    @Test
    void emptyPage_isTheFirstStepToFail() throws Exception {
        try (Shell shell = new Shell(stand.service(Map.of())).with(doctor(Map.of()), "doctor")) {
            assertThat(catchThrowable(() -> shell.run("mail:doctor"))).hasMessageContaining("'Configuration'");
            assertThat(shell.printed()).contains("The page Email service (io.posthorn.email) is not filled in.");
        }
    }

    @Test
    void wrongFields_areNamedBeforeAnythingIsAsked() throws Exception {
        assertThat(ill("Account", "client.id", "")).contains("the field Client ID is empty");
        assertThat(ill("SMTP settings", "smtp.port", "abc")).contains("SMTP Port Number is 'abc'");
        assertThat(ill("Receive settings", "receive.host", "a b")).contains("POP3/IMAP Host is not usable");
        stand.network("trusted.certificates", "/no/such/file.pem");
        assertThat(ill("Network")).contains("the field Trusted Certificates");
        assertThat(stand.sandbox.tokenRequests()).isEmpty();
        assertThat(stand.sandbox.exchange().connections()).isEmpty();
    }

    @Test
    void unknownAccount_isNamed() throws Exception {
        assertThat(ill("Account", "mail:doctor", named())).contains("There is no OAuth 2.0 account 'work'.");
        assertThat(ill("Account", "mail:doctor other", named())).contains("There is no OAuth 2.0 account 'other'.");
    }

    // Authority and token.

    @Test
    void closedAuthority_isNamed() throws Exception {
        assertThat(ill("Authority", "authority", "https://localhost:" + freePort()))
                .contains("cannot be reached", "Check the field Authority");
    }

    @Test
    void authorityWithAnotherCertificate_isNamed() throws Exception {
        sandbox(Sandbox.builder().authorityCertificateFor("login.example"));
        assertThat(ill("Authority")).contains("cannot be reached: CertificateException");
    }

    @Test
    void wrongTenant_isExplained() throws Exception {
        assertThat(ill("Token", "tenant", "elsewhere.test"))
                .contains("What to do: There is no such tenant. Check the field Tenant");
    }

    @Test
    void deadRefreshToken_isExplained() throws Exception {
        String dead = stand.sandbox.newRefreshToken(stand.alice);
        stand.sandbox.revoke(dead, 700082);
        assertThat(ill("Token", ".refresh.token", dead)).contains("AADSTS700082", "What to do: The refresh token died");
        accountPage(".refresh.token", dead);
        assertThat(ill("Token", "mail:doctor work", named()))
                .contains("those of the account 'work' on its page OAuth 2.0 account");
        assertThat(ill("Token", "mail:doctor work", page())).doesNotContain("The fields are on");
    }

    @Test
    void missingRoles_areExplained() throws Exception {
        sandbox(Sandbox.builder().appRoles(false));
        assertThat(ill("Roles", "mail:doctor", appOnly()))
                .contains("does not hold the role SMTP.SendAsApp; it holds none", "grant admin consent");
    }

    // Servers.

    @Test
    void unknownHost_isNamed() throws Exception {
        assertThat(ill("SMTP DNS", "smtp.host", "no-such-host.invalid"))
                .contains("DNS does not know no-such-host.invalid. Check the field SMTP Host");
    }

    @Test
    void closedPort_isNamed() throws Exception {
        assertThat(ill("SMTP connection", "smtp.port", String.valueOf(freePort())))
                .contains(
                        "cannot be reached (connection refused). Check the field SMTP Host",
                        "(The fields are on the page Email service (io.posthorn.email).)");
        assertThat(ill("IMAP connection", "receive.port", String.valueOf(freePort())))
                .contains("ok       SMTP MAIL FROM", "the field POP3/IMAP Port Number");
    }

    @Test
    void certificateOfAnotherName_isNamed() throws Exception {
        sandbox(Sandbox.builder().certificateFor("mail.example"));
        assertThat(ill("SMTP TLS"))
                .contains("shows a certificate for another name", "Put the name that the certificate bears");
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
    }

    @Test
    void untrustedCertificate_isNamed() throws Exception {
        try (Sandbox other = Sandbox.start()) {
            assertThat(ill("SMTP TLS", "smtp.port", String.valueOf(other.smtpPort())))
                    .contains("of an authority that is not trusted", "Trusted Certificates");
        }
    }

    @Test
    void serverWithoutStarttls_isNamed() throws Exception {
        sandbox(Sandbox.builder().smtpStartTls(false));
        assertThat(ill("SMTP TLS")).contains("does not offer STARTTLS");
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
    }

    @Test
    void serversWithoutXoauth2_getNoToken() throws Exception {
        sandbox(Sandbox.builder().xoauth2(false));
        assertThat(ill("SMTP capabilities")).contains("does not offer XOAUTH2", "It offers: ", "AUTH PLAIN LOGIN");
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
    }

    @Test
    void imapWithoutXoauth2_isFoundWhenSmtpIsWell() throws Exception {
        try (Sandbox old = Sandbox.builder().xoauth2(false).start()) {
            stand.network("trusted.certificates", both(stand.sandbox, old).toString());
            String imap = String.valueOf(old.imapPort());
            assertThat(ill("IMAP capabilities", "receive.port", imap)).contains("AUTH=PLAIN");
            String pop3 = String.valueOf(old.pop3Port());
            assertThat(ill("POP3 capabilities", "receive.protocol", "POP3", "receive.port", pop3))
                    .contains("does not offer XOAUTH2");
            assertThat(old.loginAttempts()).isEmpty();
        }
    }

    private Path both(Sandbox one, Sandbox other) throws IOException {
        return Files.writeString(
                folder.resolve("both.pem"), Files.readString(one.caFile()) + Files.readString(other.caFile()));
    }

    @TempDir
    Path folder;

    @Test
    void switchedOffSmtpAuth_comesWithTheLineForPowerShell() throws Exception {
        stand.sandbox.exchange().smtpAuth(stand.alice, false);
        assertThat(ill("SMTP login"))
                .contains(
                        "5.7.139",
                        "What to do: SMTP AUTH is switched off",
                        "In Exchange Online PowerShell",
                        "  Set-CASMailbox -Identity alice@contoso.test -SmtpClientAuthenticationDisabled $false\n");
    }

    @Test
    void tokenOfAnotherUser_comesWithTheLineForFullAccess() throws Exception {
        assertThat(ill("IMAP login", "shared.mailbox", stand.sandbox.user("bob").address()))
                .contains(
                        "The token is that of alice@contoso.test, and the login is for the mailbox bob@contoso.test.",
                        "  Add-MailboxPermission -Identity bob@contoso.test -User alice@contoso.test -AccessRights FullAccess\n");
    }

    @Test
    void ownMailboxThatIsRefused_comesWithTheSwitchOfItsProtocol() throws Exception {
        stand.sandbox.exchange().answer(Protocol.IMAP, "AUTHENTICATE", "NO AUTHENTICATE failed.");
        assertThat(ill("IMAP login"))
                .contains(
                        "the server refused it all the same",
                        "  Set-CASMailbox -Identity alice@contoso.test -ImapEnabled $true\n");
    }

    @Test
    void appWithoutAMailbox_comesWithTheLinesForItsServicePrincipal() throws Exception {
        String printed = ill("SMTP login", "mail:doctor", appOnly());
        assertThat(printed)
                .containsPattern(
                        "  New-ServicePrincipal -AppId " + stand.sandbox.clientId() + " -ObjectId [0-9a-f-]{36}\n")
                .containsPattern("  Add-MailboxPermission -Identity alice@contoso.test -User [0-9a-f-]{36} ")
                .containsPattern("  Add-RecipientPermission -Identity alice@contoso.test -Trustee [0-9a-f-]{36} ");
    }

    @Test
    void mailboxThatIsNotConnected_isFoundAtTheInbox() throws Exception {
        stand.sandbox.exchange().notConnected(stand.alice, true);
        assertThat(ill("IMAP INBOX"))
                .contains(
                        "ok       IMAP login",
                        "authenticated but not connected",
                        "  Set-CASMailbox -Identity alice@contoso.test -ImapEnabled $true\n");
    }

    @Test
    void refusedSender_comesWithTheLineForSendAs() throws Exception {
        stand.sandbox
                .exchange()
                .answer(
                        Protocol.SMTP,
                        "MAIL",
                        "550 5.7.60 SMTP; Client does not have permissions to send as this sender");
        assertThat(ill("SMTP MAIL FROM", "mail:doctor --from office@contoso.test", page()))
                .contains(
                        "5.7.60",
                        "  Add-RecipientPermission -Identity office@contoso.test -Trustee alice@contoso.test -AccessRights SendAs\n");
    }

    @Test
    void busyServer_isNotTakenForAWrongToken() throws Exception {
        stand.sandbox.exchange().answer(Protocol.SMTP, "AUTH", "454 4.7.0 Temporary authentication failure");
        assertThat(ill("SMTP login"))
                .contains("The server is in trouble or busy")
                .doesNotContain("PowerShell");
    }

    @Test
    void throttlingAuthority_isExplained() throws Exception {
        stand.sandbox.failAllTokenRequests(AuthorityFailure.json(503));
        assertThat(ill("Token")).contains("The authority is in trouble or throttles the tenant. Wait");
    }

    // The transcript.

    @Test
    void transcript_holdsTheDialogue_andNoSecret() throws Exception {
        Path file = folder.resolve("dialogue.txt");
        well("mail:doctor --transcript " + file, page());
        String smtpAndImap = Files.readString(file);
        assertThat(smtpAndImap)
                .containsSubsequence(
                        "## SMTP TLS",
                        "EHLO ",
                        "250-STARTTLS",
                        "## SMTP login",
                        "AUTH XOAUTH2 ***",
                        "235 2.7.0",
                        "## SMTP MAIL FROM",
                        "MAIL FROM:<alice@contoso.test>",
                        "RSET",
                        "## IMAP login",
                        "AUTHENTICATE XOAUTH2 ***",
                        "## IMAP INBOX",
                        "EXAMINE INBOX");
        assertNoSecret(smtpAndImap);
        well(
                "mail:doctor --transcript " + file,
                page("receive.protocol", "POP3", "receive.port", String.valueOf(stand.sandbox.pop3Port())));
        assertThat(Files.readString(file)).containsSubsequence("## POP3 login", "AUTH XOAUTH2", "***", "STAT");
        assertNoSecret(Files.readString(file));
    }

    /** Neither raw nor as the wire has it. */
    private void assertNoSecret(String text) {
        assertThat(stand.sandbox.issuedSecrets()).isNotEmpty().noneMatch(text::contains);
        for (String secret : stand.sandbox.issuedSecrets()) {
            String login = "user=" + stand.alice.address() + "\u0001auth=Bearer " + secret + "\u0001\u0001";
            assertThat(text).doesNotContain(base64(login)).doesNotContain(base64(secret));
        }
        assertThat(text).doesNotContain(base64("user=" + stand.alice.address()).substring(0, 20));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void transcriptThatCannotBeWritten_isNamed() throws Exception {
        Map<String, String> page = page();
        try (Shell shell = new Shell(stand.service(page)).with(doctor(page), "doctor")) {
            assertThat(catchThrowable(() -> shell.run("mail:doctor --transcript /no/such/folder/x")))
                    .hasMessageContaining("--transcript /no/such/folder/x: this file cannot be written.");
            assertThat(catchThrowable(() -> shell.run("mail:doctor --transcrip x")))
                    .hasMessageContaining("Usage: mail:doctor [--from ADDRESS] [--transcript FILE] [NAME]");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
