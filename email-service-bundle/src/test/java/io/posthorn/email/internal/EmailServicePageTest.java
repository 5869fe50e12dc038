package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.oauth.internal.AccountConfig;
import io.posthorn.oauth.internal.AccountPageComponent;
import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.TokenRequest;
import io.posthorn.sandbox.User;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.util.converter.Converters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Each field of the page, changed alone, does what its label says. The fields of transport security and STARTTLS are in
 * {@link TransportTableTest}, wrong values in {@link RefusalTest}.
 */
class EmailServicePageTest {

    private static Stand stand;
    private static User bob;

    @BeforeAll
    static void start() {
        stand = new Stand(Sandbox.builder().passwords(true).start());
        bob = stand.sandbox.user("bob");
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    /** A page for passwords that works: name, value, name, value, ... change it. */
    private static EmailService passwords(String... changes) {
        Map<String, String> page = stand.page();
        page.put("oauth", "false");
        page.put(".smtp.password", stand.alice.password());
        return changed(page, changes);
    }

    /** A page for OAuth that works, with a refresh token of its own. */
    private static EmailService oauth(String... changes) {
        return changed(stand.page(), changes);
    }

    private static EmailService changed(Map<String, String> page, String... changes) {
        for (int i = 0; i < changes.length; i += 2) {
            page.put(changes[i], changes[i + 1]);
        }
        return stand.service(page);
    }

    private static void send(EmailService service) {
        send(service, stand.alice);
    }

    private static void send(EmailService service, User from) {
        service.sendWithDocument(
                Email.builder().from(from.address()).to(from.address()).build(),
                Document.of("a.txt", "text/plain", new byte[1]));
    }

    private static void receive(EmailService service) {
        service.receive(Query.newest().withLimit(1), email -> {});
    }

    private static String lastLogin() {
        List<String> logins = stand.sandbox.loginAttempts();
        return logins.get(logins.size() - 1);
    }

    private static TokenRequest lastTokenRequest() {
        List<TokenRequest> requests = stand.sandbox.tokenRequests();
        return requests.get(requests.size() - 1);
    }

    @Test
    void smtpHost_isTheServerThatSends() {
        assertThatThrownBy(() -> send(passwords("smtp.host", "unused.invalid")))
                .isInstanceOf(EmailException.class)
                .hasMessageContaining("unused.invalid");
        receive(passwords("smtp.host", "unused.invalid"));
    }

    @Test
    void smtpPort_isWhereItListens() {
        FaultProxy other = stand.sandbox.proxy(Protocol.SMTP);
        send(passwords("smtp.port", String.valueOf(other.port())));
        assertThat(other.connections()).isEqualTo(1);
    }

    @Test
    void smtpAuthenticate_saysWhetherThereIsALogin() {
        send(passwords());
        assertThat(lastLogin()).startsWith("SMTP LOGIN ");
        int logins = stand.sandbox.loginAttempts().size();
        assertThatThrownBy(
                        () -> send(passwords("smtp.authenticate", "false", "smtp.user", "", "receive.user", "a@b.c")))
                .hasMessageContaining("5.7.57");
        assertThat(stand.sandbox.loginAttempts()).hasSize(logins);
    }

    @Test
    void smtpUserAndPassword_logIn() {
        send(passwords("smtp.user", bob.address(), ".smtp.password", bob.password()), bob);
        assertThat(lastLogin()).isEqualTo("SMTP LOGIN " + bob.address() + " tls");
        assertThatThrownBy(() -> send(passwords(".smtp.password", "wrong"))).hasMessageContaining("SMTP Password");
    }

    @Test
    void receiveHost_isTheServerThatMailsAreReceivedFrom() {
        assertThatThrownBy(() -> receive(passwords("receive.host", "unused.invalid")))
                .isInstanceOf(EmailException.class)
                .hasMessageContaining("unused.invalid");
        send(passwords("receive.host", "unused.invalid"));
    }

    @Test
    void receivePort_isWhereItListens() {
        FaultProxy other = stand.sandbox.proxy(Protocol.IMAP);
        receive(passwords("receive.port", String.valueOf(other.port())));
        assertThat(other.connections()).isEqualTo(1);
    }

    @Test
    void receiveUserAndPassword_logIn() {
        receive(passwords());
        assertThat(lastLogin()).as("empty: those of SMTP").endsWith(stand.alice.address() + " tls");
        receive(passwords("receive.user", bob.address(), ".receive.password", bob.password()));
        assertThat(lastLogin()).startsWith("IMAP ").endsWith(bob.address() + " tls");
        assertThatThrownBy(() -> receive(passwords(".receive.password", "wrong")))
                .hasMessageContaining("POP3/IMAP Password");
        assertThatThrownBy(() -> receive(passwords("receive.user", bob.address())))
                .as("the SMTP User's password is not tried for another user")
                .hasMessageContaining("the field POP3/IMAP Password is empty");
    }

    @Test
    void protocol_isSpoken() {
        String port = String.valueOf(stand.sandbox.pop3Port());
        receive(passwords("receive.protocol", "POP3", "receive.port", port));
        assertThat(lastLogin()).startsWith("POP3 ");
        receive(oauth("receive.protocol", "pop3", "receive.port", port));
        assertThat(lastLogin()).startsWith("POP3 XOAUTH2 ");
        assertThat(lastTokenRequest().parameters().get("scope")).contains("POP.AccessAsUser.All");
        receive(oauth());
        assertThat(lastLogin()).startsWith("IMAP XOAUTH2 ");
    }

    @Test
    void sharedMailbox_isOpenedForReceiving() {
        User team = stand.sandbox.exchange().sharedMailbox("team", "alice");
        EmailService service = oauth("shared.mailbox", team.address());
        receive(service);
        assertThat(lastLogin()).isEqualTo("IMAP XOAUTH2 " + team.address() + " tls");
        send(service);
        assertThat(lastLogin()).isEqualTo("SMTP XOAUTH2 " + stand.alice.address() + " tls");
    }

    @Test
    void oauthAuthentication_saysWhatLogsIn() {
        String password = stand.alice.password();
        send(oauth(".smtp.password", password));
        assertThat(lastLogin()).startsWith("SMTP XOAUTH2 ");
        send(oauth(".smtp.password", password, "oauth", "false"));
        assertThat(lastLogin()).startsWith("SMTP LOGIN ");
    }

    @Test
    void oauthAccount_logsIn() {
        Map<String, String> account =
                new HashMap<>(Map.of("name", "bob", "service.pid", "io.posthorn.oauth.account~b"));
        account.put("client.id", stand.sandbox.clientId());
        account.put(".client.secret", stand.sandbox.clientSecret());
        account.put(".refresh.token", stand.sandbox.newRefreshToken(bob));
        account.put("authority", stand.sandbox.authority().toString());
        AccountConfig config = Converters.standardConverter().convert(account).to(AccountConfig.class);
        new AccountPageComponent(config, new HashMap<>(account), stand.tokens);
        Map<String, String> page = stand.page();
        page.keySet().removeAll(List.of("client.id", ".client.secret", ".refresh.token", "authority"));
        send(changed(page, "oauth.account", "bob", "smtp.user", bob.address()), bob);
        assertThat(lastLogin()).isEqualTo("SMTP XOAUTH2 " + bob.address() + " tls");
    }

    @ParameterizedTest
    @CsvSource({
        "client.id, 11111111-2222-3333-4444-555555555555, AADSTS700016",
        ".client.secret, wrong, AADSTS7000215",
        ".refresh.token, wrong, invalid_grant",
        "tenant, elsewhere.example, AADSTS90002",
    })
    void fieldOfTheApplication_isWhatTheAuthorityIsGiven(String field, String value, String refusal) {
        assertThatThrownBy(() -> send(oauth(field, value)))
                .isInstanceOf(EmailException.class)
                .hasMessageContaining(refusal);
    }

    @Test
    void clientId_isAskedWith() {
        send(oauth());
        assertThat(lastTokenRequest().parameters()).containsEntry("client_id", stand.sandbox.clientId());
        assertThat(lastTokenRequest().parameters()).containsEntry("client_secret", "***");
    }

    @Test
    void tenant_isWhereTokensAreAskedFor() {
        send(oauth());
        assertThat(lastTokenRequest().path()).startsWith("/common/");
        send(oauth("tenant", stand.sandbox.tenantId()));
        assertThat(lastTokenRequest().path()).startsWith("/" + stand.sandbox.tenantId() + "/");
    }

    @Test
    void authority_isWhoIsAsked() {
        FaultProxy other = stand.sandbox.proxy(Protocol.HTTPS);
        send(oauth("authority", "https://" + stand.sandbox.host() + ":" + other.port()));
        assertThat(other.connections()).isPositive();
    }

    @Test
    void cloud_setsScopesAndHosts() {
        assertThatThrownBy(() -> send(oauth("cloud", "GCC High"))).isInstanceOf(EmailException.class);
        assertThat(lastTokenRequest().parameters().get("scope")).contains("https://outlook.office365.us/SMTP.Send");
        send(oauth());
        assertThat(lastTokenRequest().parameters().get("scope")).contains("https://outlook.office.com/SMTP.Send");
    }

    private static Limits limits(String... field) {
        Map<String, String> page = stand.page();
        if (field.length > 0) {
            page.put(field[0], field[1]);
        }
        return new EmailServicePage(Converters.standardConverter().convert(page).to(EmailServiceConfig.class)).limits();
    }

    @ParameterizedTest
    @CsvSource({
        "limit.connections, Connections at Once",
        "limit.messages.per.minute, Messages per Minute",
        "limit.recipients.per.day, Recipients per Day",
        "limit.recipients.per.message, Recipients per Message",
        "longest.wait, Longest Wait"
    })
    void limit_isRead_andAWrongOneIsNamed(String field, String label) {
        Map<String, Function<Limits, Integer>> of = Map.of(
                "limit.connections", Limits::connections,
                "limit.messages.per.minute", Limits::messagesPerMinute,
                "limit.recipients.per.day", Limits::recipientsPerDay,
                "limit.recipients.per.message", Limits::recipientsPerMessage,
                "longest.wait", limits -> Math.toIntExact(limits.longestWait().toSeconds()));
        assertThat(of.get(field).apply(limits(field, " 7 "))).isEqualTo(7);
        for (String wrong : List.of("many", "-1", "", "1.5", "9999999999")) {
            assertThatThrownBy(() -> send(oauth(field, wrong)))
                    .isInstanceOf(EmailException.class)
                    .hasMessageContaining("On the page Email service (io.posthorn.email), the field " + label + " is '"
                            + wrong + "'. Give a whole number, 0 or more.");
        }
    }

    @Test
    void limits_areMicrosofts_unlessThePageSaysOtherwise() throws NoSuchMethodException {
        assertThat(limits("limit.messages.per.minute", "30")).isEqualTo(Limits.EXCHANGE);
        assertThat(EmailServiceConfig.class
                        .getMethod("limit_messages_per_minute")
                        .getDefaultValue())
                .isEqualTo("30"); // which the other tests' page changes
        assertThat(limits().longestWait()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void exampleFile_namesEveryField_asThePageDoes() throws IOException {
        Path file = Path.of("../distribution/src/main/conf/io.posthorn.email.cfg.example");
        List<String> names = Files.readAllLines(file).stream()
                .filter(line -> line.matches("#[a-z.]+ = .*"))
                .map(line -> line.substring(1, line.indexOf(" = ")))
                .toList();
        List<String> fields = Arrays.stream(EmailServiceConfig.class.getDeclaredMethods())
                .map(method -> method.getName().replace('_', '.'))
                .toList();
        assertThat(names).containsExactlyInAnyOrderElementsOf(fields);
    }

    @Test
    void commandSend_takesCopiesToo() throws Exception {
        try (Shell shell = new Shell(oauth())) {
            String alice = stand.alice.address();
            shell.run("mail:send --to " + alice + "," + alice + " --from " + alice + " --cc \"Bob <" + bob.address()
                    + ">\" --bcc carol@elsewhere.test --subject Copies");
        }
        assertThat(stand.sandbox.dialogue())
                .anyMatch(line -> line.startsWith("SMTP C: RCPT TO:<carol@elsewhere.test>"));
        assertThat(stand.sandbox.messages(bob))
                .anyMatch(message -> new String(message, StandardCharsets.UTF_8).contains("Cc: Bob <" + bob.address()));
    }
}
