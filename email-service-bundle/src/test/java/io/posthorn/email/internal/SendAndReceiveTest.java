package io.posthorn.email.internal;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.email.Receipt;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** The three operations on a page that is right. */
class SendAndReceiveTest {

    private static Stand stand;
    private static EmailService service;

    @BeforeAll
    static void start() {
        stand = new Stand();
        service = stand.service();
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    /** A received mail with its attachments' bytes. */
    private record Taken(ReceivedEmail email, List<byte[]> bytes) {}

    private static List<Taken> receive(EmailService service, String subject) {
        List<Taken> taken = new ArrayList<>();
        service.receive(Query.newest().withSubject(subject), email -> taken.add(take(email)));
        return taken;
    }

    private static Taken take(ReceivedEmail email) throws IOException {
        List<byte[]> bytes = new ArrayList<>();
        for (Document document : email.attachments()) {
            try (InputStream in = document.open()) {
                bytes.add(in.readAllBytes());
            }
        }
        return new Taken(email, bytes);
    }

    private static Email.Builder mail(String subject) {
        return Email.builder()
                .from(stand.alice.address())
                .to(stand.alice.address())
                .subject(subject);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void sendWithDocument_arrivesAsItWasSent() {
        byte[] pdf = random(100_000);
        Email email = mail("One document")
                .from(new Address("Älice Ångström", stand.alice.address()))
                .to(new Address("ボブ", stand.sandbox.user("bob").address()))
                .cc(Address.of("carol@elsewhere.test"))
                .text("Grüße,\r\n안녕하세요\r\n.\r\nlast line")
                .build();

        Receipt receipt = service.sendWithDocument(email, Document.of("report.pdf", "application/pdf", pdf));

        assertThat(receipt.serverReply()).startsWith("250 ");
        assertThat(receipt.recipients()).hasSize(3);
        List<Taken> taken = receive(service, "One document");
        assertThat(taken).hasSize(1);
        ReceivedEmail received = taken.get(0).email();
        assertThat(received.messageId()).isEqualTo(receipt.messageId()).endsWith("@contoso.test>");
        assertThat(received.from()).contains(email.from().orElseThrow());
        assertThat(received.to()).isEqualTo(email.to());
        assertThat(received.cc()).isEqualTo(email.cc());
        assertThat(received.text()).isEqualTo(email.text());
        assertThat(received.sent()).isPresent();
        assertThat(received.attachments()).singleElement().satisfies(document -> {
            assertThat(document.name()).isEqualTo("report.pdf");
            assertThat(document.contentType()).isEqualTo("application/pdf");
        });
        assertThat(taken.get(0).bytes()).containsExactly(pdf);
        assertThat(inboxOfBob())
                .filteredOn(message -> message.contains("Subject: One document"))
                .hasSize(1);
    }

    private static List<String> inboxOfBob() {
        return stand.sandbox.messages(stand.sandbox.user("bob")).stream()
                .map(message -> new String(message, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void sendWithMapOfAttachments_keepsEveryNameAndByte() {
        Map<String, Document> attachments = new LinkedHashMap<>();
        attachments.put("보고서 2026년 11월.pdf", Document.of("ignored", "application/pdf", random(50_001)));
        attachments.put("日本語の図.png", Document.of("ignored", "image/png", random(3)));
        attachments.put(
                "read me; it's first, (please).txt",
                Document.of("ignored", "text/plain; charset=UTF-8", "a\nb\r\n.\r\nc".getBytes(StandardCharsets.UTF_8)));
        attachments.put("empty", Document.of("ignored", "", new byte[0]));
        attachments.put("a very long name ".repeat(12) + ".pdf", Document.of("ignored", "application/pdf", random(77)));

        service.sendWithMapOfAttachments(mail("Several 📮 documents").build(), attachments);

        Taken taken = receive(service, "documents").get(0);
        assertThat(taken.email().subject()).isEqualTo("Several 📮 documents");
        assertThat(taken.email().attachments())
                .extracting(Document::name)
                .containsExactlyElementsOf(attachments.keySet());
        List<byte[]> sent =
                attachments.values().stream().map(SendAndReceiveTest::bytes).toList();
        assertThat(taken.bytes()).usingRecursiveComparison().isEqualTo(sent);
    }

    private static byte[] bytes(Document document) {
        try (InputStream in = document.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void bcc_isInTheEnvelopeAndNowhereElse() {
        Email email = mail("Blind")
                .bcc(Address.of(stand.sandbox.user("bob").address()))
                .build();
        service.sendWithDocument(email, Document.of("a.txt", "text/plain", random(1)));

        String received =
                new String(stand.sandbox.messages(stand.sandbox.user("bob")).get(0), StandardCharsets.UTF_8);
        assertThat(received).doesNotContain("bob@");
    }

    @Test
    void receive_leavesMailsUnreadAndInPlace() {
        service.sendWithDocument(mail("Left alone").build(), Document.of("a.txt", "text/plain", random(9)));
        assertThat(receive(service, "Left alone")).hasSize(1);
        assertThat(receive(service, "Left alone")).hasSize(1);
        assertThat(stand.sandbox.dialogue()).noneMatch(line -> line.contains("STORE") || line.contains("EXPUNGE"));
        assertThat(stand.sandbox.dialogue()).anyMatch(line -> line.contains("BODY.PEEK"));
        assertThat(stand.sandbox.dialogue()).noneMatch(line -> line.contains("C: ") && line.contains("BODY["));
    }

    @Test
    void receive_givesTheNewestFirst_upToTheLimit() {
        for (int i = 1; i <= 3; i++) {
            service.sendWithDocument(mail("Ordered " + i).build(), Document.of("a.txt", "text/plain", random(1)));
        }
        int before = stand.sandbox.dialogue().size();
        List<String> subjects = new ArrayList<>();
        int count = service.receive(
                Query.newest().withSubject("ordered").withSender("alice@").withLimit(2),
                email -> subjects.add(email.subject()));
        assertThat(count).isEqualTo(2);
        assertThat(stand.sandbox
                        .dialogue()
                        .subList(before, stand.sandbox.dialogue().size()))
                .filteredOn(line -> line.matches("IMAP C: \\S+ FETCH .*"))
                .as("headers are fetched for all mails at once; then one body text each")
                .hasSize(3);
        assertThat(subjects).containsExactly("Ordered 3", "Ordered 2");
    }

    @Test
    void nothingToReceive_isZero_andNoError() throws Exception {
        assertThat(service.receive(Query.newest().withSubject("no such subject"), email -> {
                    throw new AssertionError("a mail came");
                }))
                .isZero();
        try (Shell shell = new Shell(service)) {
            assertThat(shell.run("mail:receive --subject 'no such subject'"))
                    .isEqualTo("No mail matches. The INBOX was opened and searched.\n");
        }
    }

    @Test
    void internationalDomain_goesOutInItsAsciiForm() {
        Receipt receipt = service.sendWithDocument(
                mail("To Brno").to("anna@škoda.example").build(), Document.of("a.txt", "text/plain", random(1)));
        assertThat(receipt.recipients()).hasSize(2);
        assertThat(stand.sandbox.dialogue()).contains("SMTP C: RCPT TO:<anna@xn--koda-f6a.example>");
    }

    /** Seen: one such mail, and no older one could be read any more. */
    @Test
    void brokenMail_isHandedOverAsItCame_andDoesNotStopTheRest() {
        service.sendWithDocument(mail("Whole 1").build(), Document.of("a.txt", "text/plain", random(7)));
        deliver(
                "Whole? Unknown encoding",
                "Content-Type: text/plain\r\nContent-Transfer-Encoding: rot13\r\n\r\nuryyb\r\n");
        deliver("Whole? No boundary", "Content-Type: multipart/mixed\r\n\r\nno parts here\r\n");
        deliver("Whole? Html only", "Content-Type: text/html\r\n\r\n<p>hello</p>\r\n");
        List<Taken> taken = receive(service, "Whole");
        assertThat(taken)
                .extracting(mail -> mail.email().subject())
                .containsExactly("Whole? Html only", "Whole? No boundary", "Whole? Unknown encoding", "Whole 1");
        assertThat(taken.get(0).email().html()).isEqualTo("<p>hello</p>\r\n");
        assertThat(new String(taken.get(2).bytes().get(0), StandardCharsets.US_ASCII))
                .contains("uryyb");
    }

    private static void deliver(String subject, String rest) {
        String head = "From: mallory@elsewhere.test\r\nSubject: " + subject + "\r\nMIME-Version: 1.0\r\n";
        stand.sandbox.deliver(stand.alice, (head + rest).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void handlerAndDocument_seeTheirOwnClassLoader() {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        List<ClassLoader> seen = new ArrayList<>();
        Document document = new Document("a.txt", "text/plain", () -> {
            seen.add(Thread.currentThread().getContextClassLoader());
            return InputStream.nullInputStream();
        });
        service.sendWithDocument(mail("Class loader").build(), document);
        service.receive(
                Query.newest().withSubject("Class loader"),
                email -> seen.add(Thread.currentThread().getContextClassLoader()));
        assertThat(seen).hasSizeGreaterThanOrEqualTo(2).containsOnly(own); // a document is read for its size, too
    }

    @Test
    void receive_byPop3_leavesNoMailInTheTemporaryFolder() throws IOException {
        EmailService pop3 =
                stand.service("receive.protocol", "POP3", "receive.port", String.valueOf(stand.sandbox.pop3Port()));
        pop3.sendWithDocument(mail("Temporary").build(), Document.of("a.bin", "", random(70_000)));
        assertThat(receive(pop3, "Temporary")).hasSize(1);
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("posthorn-pop3-"));
        }
    }

    @Test
    void receive_worksByPop3Too() {
        EmailService pop3 =
                stand.service("receive.protocol", "pop3", "receive.port", String.valueOf(stand.sandbox.pop3Port()));
        byte[] bytes = random(70_000);
        pop3.sendWithDocument(mail("By POP3").build(), Document.of("say \"grüß Gott\"; now.bin", "", bytes));

        List<Taken> taken = receive(pop3, "By POP3");

        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).email().attachments())
                .singleElement()
                .extracting(Document::name)
                .isEqualTo("say \"grüß Gott\"; now.bin");
        assertThat(taken.get(0).bytes()).containsExactly(bytes);
        assertThat(stand.sandbox.dialogue()).contains("POP3 C: AUTH XOAUTH2"); // the two-line form
    }

    @Test
    void sharedToken_isFetchedOnceForSendingAndReceiving() {
        try (Stand own = new Stand()) {
            EmailService fresh = own.service();
            Email email = Email.builder()
                    .from(own.alice.address())
                    .to(own.alice.address())
                    .build();
            fresh.sendWithDocument(email, Document.of("a.txt", "text/plain", random(1)));
            fresh.receive(Query.newest(), mail -> {});
            assertThat(own.sandbox.tokenRequests()).hasSize(1);
            assertThat(own.sandbox.loginAttempts())
                    .containsExactly("SMTP XOAUTH2 alice@contoso.test tls", "IMAP XOAUTH2 alice@contoso.test tls");
        }
    }

    @Test
    void passwordLogin_worksWhenOAuthIsOff() {
        try (Stand own = new Stand(Sandbox.builder().passwords(true).start())) {
            EmailService byPassword = own.service("oauth", "false", ".smtp.password", own.alice.password());
            Email email = Email.builder()
                    .from(own.alice.address())
                    .to(own.alice.address())
                    .subject("By password")
                    .build();
            byPassword.sendWithDocument(email, Document.of("a.txt", "text/plain", random(5)));
            assertThat(receive(byPassword, "By password")).hasSize(1);
            assertThat(own.sandbox.tokenRequests()).isEmpty();
        }
    }

    @Test
    void commands_sendAndListMails() throws Exception {
        String alice = stand.alice.address();
        try (Shell shell = new Shell(service)) {
            assertThat(shell.run("mail:send --to " + alice + " --from " + alice + " --subject 'From the shell'"))
                    .startsWith("Sent to alice@contoso.test as <")
                    .contains("\nThe server said: 250 ");
            assertThat(shell.run("mail:receive --subject 'From the shell' --limit 3"))
                    .containsPattern("^\\d{4}-.*alice@contoso.test  From the shell  \\[posthorn.txt]\n$");
        }
    }

    @Test
    void relativePath_beginsAtTheFolderOfTheSession(@TempDir Path folder) throws Exception {
        String alice = stand.alice.address();
        Files.writeString(folder.resolve("note.txt"), "A note");
        try (Shell shell = new Shell(service)) {
            shell.session.currentDir(folder);
            shell.run("mail:send --to " + alice + " --from " + alice + " --subject Relative --document note.txt");
            assertThat(shell.run("mail:receive --subject Relative")).contains("[note.txt]");
        }
    }
}
