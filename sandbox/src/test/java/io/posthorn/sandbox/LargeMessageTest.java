package io.posthorn.sandbox;

import jakarta.activation.DataHandler;
import jakarta.mail.Folder;
import jakarta.mail.Multipart;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("large")
class LargeMessageTest {
    private static final GeneratedFile FILE = new GeneratedFile(100_000_000);

    private final Sandbox sandbox = Sandbox.start();
    private final MailClient client = new MailClient(sandbox);
    private final User alice = sandbox.user("alice");

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void attachment_of100MB_comesBackUnchanged() throws Exception {
        String expected = GeneratedFile.digest(FILE.getInputStream());
        long start = System.nanoTime();
        client.send(message(), alice.address(), client.token(alice));
        report("SMTP", start);

        start = System.nanoTime();
        try (Store store = client.imap(alice.address(), client.token(alice));
                Folder inbox = MailClient.inbox(store)) {
            assertThat(attachment(inbox)).isEqualTo(expected);
            report("IMAP attachment in pieces of 1 MB", start);

            start = System.nanoTime();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            inbox.getMessage(1).writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            byte[] stored = sandbox.messages(alice).get(0);
            assertThat(stored).hasSizeGreaterThan(133_000_000);
            assertThat(HexFormat.of().formatHex(digest.digest()))
                    .isEqualTo(GeneratedFile.digest(new ByteArrayInputStream(stored)));
            report("IMAP whole message in pieces of 1 MB", start);
        }

        start = System.nanoTime();
        client.set("pop3", "filestore.enable", "true");
        try (Store store = client.pop3(alice.address(), client.token(alice));
                Folder inbox = MailClient.inbox(store)) {
            assertThat(attachment(inbox)).isEqualTo(expected);
            report("POP3", start);
        }
    }

    private MimeMessage message() throws Exception {
        MimeMessage message = client.message(alice, alice, "Large");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("See the attachment.");
        MimeBodyPart file = new MimeBodyPart();
        file.setDataHandler(new DataHandler(FILE));
        file.setFileName(FILE.getName());
        message.setContent(new MimeMultipart(text, file));
        return message;
    }

    private static String attachment(Folder inbox) throws Exception {
        Multipart parts = (Multipart) inbox.getMessage(1).getContent();
        try (InputStream in = parts.getBodyPart(1).getInputStream()) {
            return GeneratedFile.digest(in);
        }
    }

    private static void report(String step, long start) {
        System.out.println(step + ": " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
}
