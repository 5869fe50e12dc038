package io.posthorn.sandbox;

import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class AttachmentsTest {
    private static final Map<String, byte[]> FILES = files();

    private static Map<String, byte[]> files() {
        byte[] random = new byte[30_000];
        new Random(1).nextBytes(random);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("Rechnung für März (1).pdf", random);
        files.put("2026년 4분기 청구서 및 계약 조건에 관한 상세 안내문.png", random);
        files.put("契約書「最終版」.txt", "eins\nzwei\r\n\r\n.\r\nGrüße 📯 \r\n\r\n".getBytes(StandardCharsets.UTF_8));
        files.put("empty.txt", new byte[0]);
        files.put("the \"quoted\" \\ one.txt", "y".getBytes(StandardCharsets.UTF_8));
        files.put("a; b = 'c', (d).txt", "x".getBytes(StandardCharsets.UTF_8));
        return files;
    }

    @Test
    void namesAndOctets_comeBackByImapAndPop3() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            MailClient client = new MailClient(sandbox);
            User alice = sandbox.user("alice");
            client.send(message(client, alice), alice.address(), client.token(alice));
            try (Store store = client.imap(alice.address(), client.token(alice));
                    Folder inbox = MailClient.inbox(store)) {
                check(inbox.getMessage(1));
            }
            try (Store store = client.pop3(alice.address(), client.token(alice));
                    Folder inbox = MailClient.inbox(store)) {
                check(inbox.getMessage(1));
            }
        }
    }

    private static MimeMessage message(MailClient client, User user) throws Exception {
        MimeMessage message = client.message(user, user, "한국어 📯 日本語");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("See below", "UTF-8");
        MimeMultipart parts = new MimeMultipart(text);
        for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
            MimeBodyPart part = new MimeBodyPart();
            String type = file.getKey().endsWith(".txt") ? "text/plain; charset=UTF-8" : "application/octet-stream";
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.getValue(), type)));
            part.setFileName(file.getKey());
            part.setHeader("Content-Transfer-Encoding", "base64");
            parts.addBodyPart(part);
        }
        message.setContent(parts);
        return message;
    }

    private static void check(Message message) throws Exception {
        assertThat(message.getSubject()).isEqualTo("한국어 📯 日本語");
        Multipart parts = (Multipart) message.getContent();
        Map<String, byte[]> found = new LinkedHashMap<>();
        for (int i = 1; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            assertThat(part.getDisposition()).isEqualTo(Part.ATTACHMENT);
            found.put(part.getFileName(), part.getInputStream().readAllBytes());
        }
        assertThat(found.keySet()).isEqualTo(FILES.keySet());
        found.forEach((name, octets) ->
                assertThat(Arrays.equals(octets, FILES.get(name))).as(name).isTrue());
    }
}
