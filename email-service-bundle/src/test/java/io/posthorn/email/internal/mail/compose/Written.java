package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.Address;
import io.posthorn.email.Email;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A mail that was composed and written, and how Jakarta Mail reads it. */
record Written(ComposedMail composed, byte[] bytes) {

    static final Instant NOW = Instant.parse("2026-11-25T21:00:00Z");

    static Email.Builder mail() {
        return Email.builder().from("anna@contoso.com").to(Address.of("bob@fabrikam.com"));
    }

    static Written of(Email.Builder email) throws IOException {
        ComposedMail mail = ComposedMail.of(email.build(), NOW);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        mail.writeTo(out);
        return new Written(mail, out.toByteArray());
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The header fields as they go out, unfolded. */
    List<String> fields() {
        return fields(text());
    }

    static List<String> fields(String text) {
        String head = text.substring(0, text.indexOf("\r\n\r\n"));
        return List.of(head.replaceAll("\r\n[ \t]", " ").split("\r\n"));
    }

    MimeMessage parsed() throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true");
        return new MimeMessage(Session.getInstance(properties), new ByteArrayInputStream(bytes));
    }

    /** For example {@code multipart/mixed(text/plain, image/png)}. */
    String structure() throws Exception {
        return MailClassLoader.call(() -> structure(parsed()));
    }

    private static String structure(Part part) throws Exception {
        String type = part.getContentType().replaceAll("(?s);.*", "");
        if (!(part.getContent() instanceof MimeMultipart parts)) {
            return type;
        }
        List<String> inner = new ArrayList<>();
        for (int i = 0; i < parts.getCount(); i++) {
            inner.add(structure(parts.getBodyPart(i)));
        }
        return type + "(" + String.join(", ", inner) + ")";
    }

    /** The text of a message that is nothing else. */
    String body() throws Exception {
        return MailClassLoader.call(() -> (String) parsed().getContent());
    }

    String subject() throws MessagingException {
        return parsed().getSubject();
    }
}
