package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.internal.workflow.ReceiveStep;
import io.posthorn.email.internal.workflow.SendWithDocumentStep;
import io.posthorn.email.internal.workflow.SendWithMapOfAttachmentsStep;
import io.posthorn.email.workflow.WorkflowStep;
import io.posthorn.oauth.internal.AccountConfig;
import io.posthorn.oauth.internal.AccountPageComponent;
import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.util.converter.Converters;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The operations as steps of a workflow, on a page for OAuth unless a test says otherwise. */
class WorkflowStepTest {

    @TempDir
    private Path folder;

    private final Stand stand =
            new Stand(Sandbox.builder().passwords(true).plainMailPorts(true).start());

    private Map<String, String> page = stand.page();

    @AfterEach
    void stop() {
        stand.close();
    }

    private EmailServiceConfig config() {
        return Converters.standardConverter().convert(page).to(EmailServiceConfig.class);
    }

    private WorkflowStep sendWithDocument() {
        return new SendWithDocumentStep(config(), stand.service(page), stand.tokens);
    }

    private WorkflowStep sendWithMap() {
        return new SendWithMapOfAttachmentsStep(config(), stand.service(page), stand.tokens);
    }

    private WorkflowStep receive() {
        return new ReceiveStep(config(), stand.service(page), stand.tokens);
    }

    private Map<String, Object> mail(Object... more) {
        Map<String, Object> input =
                input("from", stand.alice.address(), "to", stand.alice.address(), "subject", "Step");
        input.putAll(input(more));
        return input;
    }

    private Map<String, Object> note(Object... more) {
        Map<String, Object> input = mail("document", bytes(3), "documentName", "note.txt");
        input.putAll(input(more));
        return input;
    }

    private static Map<String, Object> input(Object... keysAndValues) {
        Map<String, Object> input = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            input.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return input;
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(Document document) throws IOException {
        try (InputStream in = document.open()) {
            return in.readAllBytes();
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> mails(Map<String, Object> output) {
        return (List<Map<String, Object>>) output.get("mails");
    }

    @SuppressWarnings("unchecked")
    private static List<Document> attachments(Map<String, Object> mail) {
        return (List<Document>) mail.get("attachments");
    }

    private String lastLogin() {
        List<String> logins = stand.sandbox.loginAttempts();
        return logins.get(logins.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Document", "Path", "InputStream", "byte[]"})
    void sendWithDocument_takesADocumentInEveryForm(String form) throws IOException {
        byte[] bytes = bytes(200_001);
        Object document = switch (form) {
            case "Document" -> Document.of("another name", "application/pdf", bytes);
            case "Path" -> Files.write(folder.resolve("another-name.pdf"), bytes);
            case "InputStream" -> new ByteArrayInputStream(bytes);
            default -> bytes;
        };

        Map<String, Object> output =
                sendWithDocument().execute(mail("document", document, "documentName", "보고서.pdf", "text", "Hello"));

        assertThat(output.get("serverReply").toString()).startsWith("250 ");
        assertThat(output.get("recipients")).isEqualTo(List.of(stand.alice.address()));
        assertThat(output.get("outcomes").toString()).contains("state=ACCEPTED");
        Map<String, Object> received = mails(receive().execute(Map.of())).get(0);
        assertThat(received.get("messageId")).isEqualTo(output.get("messageId"));
        assertThat(received.get("text")).isEqualTo("Hello");
        assertThat(attachments(received)).singleElement().satisfies(attachment -> {
            assertThat(attachment.name()).isEqualTo("보고서.pdf");
            assertThat(attachment.contentType()).isEqualTo("application/pdf");
            assertThat(read(attachment)).isEqualTo(bytes);
            assertThat(read(attachment)).as("read again").isEqualTo(bytes);
        });
    }

    @Test
    void sendWithMapOfAttachments_keepsNamesAndOrder() throws IOException {
        Path file = Files.write(folder.resolve("x.bin"), bytes(70_000));
        Map<String, Object> attachments = new LinkedHashMap<>();
        attachments.put("z.pdf", new ByteArrayInputStream(bytes(100_000)));
        attachments.put("a.txt", bytes(5));
        attachments.put("郵便.bin", file);
        attachments.put("b.png", new ByteArrayInputStream(bytes(90_000)));

        sendWithMap().execute(mail("attachments", attachments));

        List<Document> received = attachments(mails(receive().execute(Map.of())).get(0));
        assertThat(received.stream().map(Document::name)).containsExactlyElementsOf(attachments.keySet());
        assertThat(read(received.get(0))).isEqualTo(bytes(100_000));
        assertThat(read(received.get(1))).isEqualTo(bytes(5));
        assertThat(read(received.get(2))).isEqualTo(bytes(70_000));
        assertThat(read(received.get(3))).isEqualTo(bytes(90_000));
    }

    @Test
    void sendWithMapOfAttachments_takesAListOfWhatHasANameOfItsOwn() throws IOException {
        Path file = Files.write(folder.resolve("x.bin"), bytes(7));
        Document document = Document.of("y.bin", "", bytes(8));
        sendWithMap().execute(mail("attachments", List.of(file, document)));
        assertThat(attachments(mails(receive().execute(Map.of())).get(0)).stream()
                        .map(Document::name))
                .containsExactly("x.bin", "y.bin");
        assertThatThrownBy(() -> sendWithMap().execute(mail("attachments", List.of(document, document))))
                .hasMessageContaining("The key attachments of the step Send With Map of Attachments has two documents");
        assertThatThrownBy(() -> sendWithMap().execute(mail("attachments", List.of(bytes(1)))))
                .hasMessageContaining("holds bytes without a name");
    }

    @Test
    void oauthFalse_goesBackToAPassword_forThatStep() {
        sendWithDocument().execute(note("oauth", "False", "smtpPassword", stand.alice.password()));
        assertThat(lastLogin()).startsWith("SMTP LOGIN alice@contoso.test tls");
        receive().execute(input("oauth", false, "receivePassword", stand.alice.password()));
        assertThat(lastLogin()).startsWith("IMAP ").doesNotContain("XOAUTH2").endsWith(" tls");
        assertThat(stand.sandbox.tokenRequests()).isEmpty();

        sendWithDocument().execute(note());
        assertThat(lastLogin()).startsWith("SMTP XOAUTH2 ");
        sendWithDocument().execute(note("useGlobalSettings", "true", "smtpHost", "", "smtpPassword", null));
        assertThat(lastLogin()).startsWith("SMTP XOAUTH2 ");
    }

    @Test
    void ownServer_isUsedInPlaceOfThePages() {
        page.put("smtp.host", "unused.invalid");
        page.put("receive.host", "unused.invalid");
        String user = stand.alice.address();
        String password = stand.alice.password();
        Map<String, Object> smtp = input("smtpHost", stand.sandbox.host(), "smtpPort", stand.sandbox.smtpPort());
        smtp.putAll(input("smtpUser", user, "smtpPassword", password));

        Map<String, Object> plain = note("smtpTransportSecurity", "none");
        plain.putAll(smtp);
        sendWithDocument().execute(plain);
        assertThat(lastLogin()).startsWith("SMTP LOGIN ").endsWith(" plain");
        Map<String, Object> attached = mail("attachments", Map.of("a", bytes(1)), "useGlobalSettings", false);
        attached.putAll(smtp);
        sendWithMap().execute(attached);
        assertThat(lastLogin()).startsWith("SMTP LOGIN ").endsWith(" tls");

        Map<String, Object> pop3 = input("receiveHost", stand.sandbox.host(), "receivePort", stand.sandbox.pop3Port());
        pop3.putAll(input("receiveProtocol", "pop3", "receiveUser", user, "receivePassword", password));
        assertThat(receive().execute(pop3).get("count")).isEqualTo(2);
        assertThat(lastLogin()).startsWith("POP3 ").endsWith(" tls");
    }

    @Test
    void ownApplication_isUsedForThatStep_andClosedBehindIt() {
        page.put("oauth", "false");
        page.put(".smtp.password", stand.alice.password());
        Map<String, Object> client = input("clientId", stand.sandbox.clientId());
        client.putAll(input("clientSecret", stand.sandbox.clientSecret()));
        client.putAll(input("refreshToken", stand.sandbox.newRefreshToken(stand.alice)));
        client.putAll(input("authority", stand.sandbox.authority()).entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, e -> e.getValue().toString())));

        Map<String, Object> sending = note();
        sending.putAll(client);
        sendWithDocument().execute(sending);
        assertThat(lastLogin()).startsWith("SMTP XOAUTH2 ");
        receive().execute(client);
        assertThat(lastLogin()).startsWith("IMAP XOAUTH2 ");
        sendWithDocument().execute(note());
        assertThat(lastLogin()).startsWith("SMTP LOGIN ");
        assertThat(stand.tokens.accounts()).noneMatch(account -> account.inUse());
    }

    @Test
    void namedAccount_isUsedForThatStep() {
        Map<String, String> account =
                new HashMap<>(Map.of("name", "work", "service.pid", "io.posthorn.oauth.account~w"));
        for (String field : List.of("client.id", ".client.secret", ".refresh.token", "authority")) {
            account.put(field, page.remove(field));
        }
        AccountConfig config = Converters.standardConverter().convert(account).to(AccountConfig.class);
        new AccountPageComponent(config, new HashMap<>(account), stand.tokens);
        page.put("oauth", "false");
        sendWithDocument().execute(note("oauthAccount", "work"));
        assertThat(lastLogin()).startsWith("SMTP XOAUTH2 ");
        assertThatThrownBy(() -> sendWithDocument().execute(note("oauthAccount", "home")))
                .isInstanceOf(EmailException.class)
                .hasMessageContaining("There is no OAuth 2.0 account 'home'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smtpHost | smtpUser (SMTP User)",
                "smtpPort | smtpPassword (SMTP Password)",
                "smtpUser | smtpPassword (SMTP Password)",
                "smtpTransportSecurity | smtpPassword (SMTP Password)",
                "useGlobalSettings | smtpPassword (SMTP Password)",
            })
    void noSecretOfThePage_goesWhereOnlyTheStepHasPointed(String key, String missing) {
        Map<String, Object> own = note(Map.of(
                        "smtpHost", new Object[] {"smtpHost", stand.sandbox.host()},
                        "smtpPort", new Object[] {"smtpPort", stand.sandbox.smtpPort()},
                        "smtpUser", new Object[] {"smtpUser", stand.alice.address()},
                        "smtpTransportSecurity", new Object[] {"smtpTransportSecurity", "NONE"},
                        "useGlobalSettings", new Object[] {"useGlobalSettings", false})
                .get(key));
        for (String oauth : List.of("true", "false")) {
            page.put("oauth", oauth);
            page.put(".smtp.password", stand.alice.password());
            assertThatThrownBy(() -> sendWithDocument().execute(own))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "The key " + missing.replaceFirst(" ", " of the step Send With Document ") + " is empty.");
        }
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
        assertThat(stand.sandbox.tokenRequests()).isEmpty();
    }

    @Test
    void oauthWithoutTls_isRefused() {
        assertThatThrownBy(
                        () -> sendWithDocument().execute(note("oauthAccount", "work", "smtpTransportSecurity", "SSL")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The key smtpTransportSecurity of the step Send With Document"
                        + " (SMTP Transport Security) is 'SSL'. OAuth 2.0 needs TLS");
        page.put("receive.transport.security", "");
        page.put("receive.port", "143");
        assertThatThrownBy(() -> sendWithDocument().execute(note("oauthAccount", "work")))
                .as("the other half does not matter to a step that sends")
                .hasMessageContaining("There is no OAuth 2.0 account 'work'");
    }

    @Test
    void wrongPage_isNamedWhereItsValueIsUsed() {
        page.put("smtp.port", "abc");
        assertThatThrownBy(() -> sendWithDocument().execute(note("smtpPassword", "p")))
                .isInstanceOf(EmailException.class)
                .hasMessageStartingWith("On the page Email service (io.posthorn.email), the field SMTP Port Number is");
    }

    @Test
    void refusedLogin_isExplainedWithTheKeys() {
        assertThatThrownBy(() -> sendWithDocument().execute(note("smtpPassword", "wrong")))
                .isInstanceOfSatisfying(EmailException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.APPLICATION);
                    assertThat(e.getMessage())
                            .contains("see its keys oauth, smtpPassword, smtpUser")
                            .doesNotContain("page Email service");
                });
    }

    @Test
    void receive_copiesWhatItIsAskedFor() throws IOException {
        String raw = "From: Bob <bob@contoso.test>\r\nTo: alice@contoso.test\r\nSubject: Case 4711\r\n"
                + "X-Case: 4711\r\nMessage-ID: <1@contoso.test>\r\n\r\nHello\r\n";
        stand.sandbox.deliver(stand.alice, raw.getBytes(StandardCharsets.US_ASCII));
        sendWithDocument().execute(note());

        Map<String, Object> output = receive()
                .execute(input(
                        "sender", "bob", "subject", "case", "headers", "X-Case", "limit", "7", "folder", "inbox"));

        assertThat(output).containsEntry("count", 1).doesNotContainKey("failure");
        assertThat(mails(output))
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .containsEntry("from", "Bob <bob@contoso.test>")
                        .containsEntry("to", List.of("alice@contoso.test"))
                        .containsEntry("subject", "Case 4711")
                        .containsEntry("headers", Map.of("X-Case", List.of("4711")))
                        .containsEntry("attachments", List.of())
                        .containsKeys("received", "size", "unread"));
    }

    @Test
    void receive_givesAttachmentsBackTheirRoom() throws IOException {
        sendWithDocument().execute(mail("document", bytes(200_000), "documentName", "big"));
        Map<String, Object> output = receive().execute(Map.of());
        Document attachment = attachments(mails(output).get(0)).get(0);
        ((Closeable) output.get("files")).close();
        assertThatThrownBy(() -> read(attachment)).isInstanceOf(IOException.class);
    }

    @Test
    void receive_staysWithinItsSize_andLosesNothing() {
        for (int i = 0; i < 3; i++) {
            sendWithDocument().execute(mail("document", bytes(100_000), "documentName", "big"));
        }
        Map<String, Object> output = receive().execute(input("maxSize", 250_000));
        assertThat(mails(output)).hasSize(2);
        assertThat(output.get("failure").toString()).contains("larger than 250000 octets. Give the step's key maxSize");
        assertThatThrownBy(() -> receive().execute(input("maxSize", 99_999)))
                .isInstanceOf(EmailException.class)
                .hasMessageContaining("larger than 99999 octets");
    }

    @Test
    void receive_handsOverToAHandler() {
        sendWithDocument().execute(note());
        List<String> subjects = new ArrayList<>();
        EmailHandler handler = email -> subjects.add(email.subject());
        assertThat(receive().execute(input("handler", handler))).isEqualTo(Map.of("count", 1));
        assertThat(subjects).containsExactly("Step");
    }
}
