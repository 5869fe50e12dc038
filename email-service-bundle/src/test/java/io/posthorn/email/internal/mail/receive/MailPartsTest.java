package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Document;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedByteArrayInputStream;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;

/** Mails of more parts than the sandbox's server can take; read as POP3's are. */
class MailPartsTest {

    private static final String HEADERS =
            "Subject: Many\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";

    private static ReceivedEmail read(byte[] mail) throws Exception {
        MimeMessage message =
                new MimeMessage(Session.getInstance(new Properties()), new SharedByteArrayInputStream(mail));
        return MailClassLoader.call(() -> new ReceivedMessage(message).read());
    }

    private static byte[] mail(String part, int count) throws IOException {
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        mail.write(HEADERS.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < count; i++) {
            mail.write(part.getBytes(StandardCharsets.US_ASCII));
        }
        mail.write("--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        return mail.toByteArray();
    }

    @Test
    void tenThousandParts_areAThousandDocuments_andTheRestAsOne() throws Exception {
        byte[] mail = mail("--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nx\r\n", 10_000);
        List<Document> documents = read(mail).attachments();
        assertThat(documents).hasSize(1_001);
        Document rest = documents.get(1_000);
        assertThat(rest.name()).isEqualTo("undecoded-1001.eml");
        assertThat(rest.contentType()).isEqualTo("message/rfc822");
        try (InputStream in = rest.open()) {
            assertThat(in.readAllBytes()).isEqualTo(mail);
        }
    }

    /** 700 KB; each part would take some kilobytes of memory. */
    @Test
    void aHundredThousandParts_areHandedOverAsTheyCame() throws Exception {
        ReceivedEmail email = read(mail("--b\r\n\r\n", 100_000));
        assertThat(email.subject()).isEqualTo("Many");
        assertThat(email.attachments()).extracting(Document::name).containsExactly("undecoded-1");
    }

    @Test
    void aThousandLevels_areHandedOverAsTheyCame() throws Exception {
        StringBuilder mail = new StringBuilder("Subject: Deep\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n");
        for (int i = 0; i < 1_000; i++) {
            mail.append("--b")
                    .append(i)
                    .append("\r\nContent-Type: multipart/mixed; boundary=b")
                    .append(i + 1);
            mail.append("\r\n\r\n");
        }
        ReceivedEmail email = read(mail.toString().getBytes(StandardCharsets.US_ASCII));
        assertThat(email.subject()).isEqualTo("Deep");
        assertThat(email.attachments()).extracting(Document::name).containsExactly("undecoded-1");
    }
}
