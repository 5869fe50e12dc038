package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Document;
import io.posthorn.email.internal.mail.receive.ReceivedMessage.OpenWhile;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import io.posthorn.email.internal.mail.wire.MailFailures;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.imap.IMAPBodyPart;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The text, the HTML body and the documents of a message. What its sender has broken does not stop the rest. */
final class MailParts {

    private static final Logger log = LoggerFactory.getLogger(MailParts.class);

    /** How many documents are handed over one by one; the rest comes as one, which is the whole mail. */
    private static final int MOST = 1_000;

    /** How deep parts may be nested; what is deeper is handed over as it came. */
    private static final int DEEPEST = 50;

    private final Message message;
    private final OpenWhile open;
    private final BoundedMultipart.Budget budget = new BoundedMultipart.Budget();
    private final List<Document> documents = new ArrayList<>();
    private @Nullable String text;
    private @Nullable String html;
    private boolean broken;

    MailParts(Message message, OpenWhile open) {
        this.message = message;
        this.open = open;
    }

    void read() throws MessagingException, IOException {
        walk(message, 0);
        if (documents.size() >= MOST) {
            log.warn("A received mail has more than {} documents; the rest is handed over as one.", MOST);
            documents.add(
                    new Document("undecoded-" + number() + ".eml", "message/rfc822", () -> open(() -> mail(message))));
        }
    }

    String text() {
        return Objects.requireNonNullElse(text, "");
    }

    String html() {
        return Objects.requireNonNullElse(html, "");
    }

    List<Document> documents() {
        return List.copyOf(documents);
    }

    /** Whether the server may have told the structure wrongly, so that another look at the whole may show more. */
    boolean broken() {
        return broken;
    }

    private void walk(Part part, int depth) throws MessagingException, IOException {
        if (documents.size() >= MOST) {
            return;
        }
        try {
            take(part, depth);
        } catch (MessagingException | IOException | RuntimeException e) {
            if (message.isExpunged() || MailFailures.isConnection(e)) {
                throw e;
            }
            // Broken by its sender. It is handed over as it came, and the rest of the mail with it.
            log.warn("A part of a received mail cannot be decoded: {}", e.getMessage());
            broken |= !String.valueOf(e.getMessage()).startsWith("Unknown encoding");
            undecoded(part);
        }
    }

    private void take(Part part, int depth) throws MessagingException, IOException {
        if (depth > DEEPEST) {
            undecoded(part);
        } else if (part.isMimeType("multipart/*")) {
            Multipart parts = children(part);
            for (int i = 0; i < parts.getCount() && documents.size() < MOST; i++) {
                walk(parts.getBodyPart(i), depth + 1);
            }
        } else if (text == null && isBody(part, "text/plain")) {
            text = PartText.of(part);
            document(part, text);
        } else if (html == null && isBody(part, "text/html")) {
            html = PartText.of(part);
            document(part, html);
        } else {
            document(part, null);
        }
    }

    /** Angus knows the children of a part on a server by BODYSTRUCTURE; those of any other are looked for here. */
    private Multipart children(Part part) throws MessagingException, IOException {
        if (part instanceof IMAPMessage || part instanceof IMAPBodyPart) {
            if (part.getContent() instanceof Multipart parts) {
                return parts;
            }
            throw new MessagingException("a multipart without parts");
        }
        return BoundedMultipart.of(part, budget);
    }

    private static boolean isBody(Part part, String type) throws MessagingException {
        return part.isMimeType(type)
                && part.getFileName() == null
                && !Part.ATTACHMENT.equalsIgnoreCase(disposition(part));
    }

    private static @Nullable String disposition(Part part) {
        try {
            return part.getDisposition();
        } catch (MessagingException e) {
            return null;
        }
    }

    /** Adds the part as a document, unless it has been read as a text. */
    private void document(Part part, @Nullable String read) {
        if (read == null) {
            documents.add(
                    new Document(PartName.of(part, number()), PartName.type(part), () -> open(part::getInputStream)));
        }
    }

    private void undecoded(Part part) {
        documents.add(new Document("undecoded-" + number(), Document.UNKNOWN_TYPE, () -> open(() -> raw(part))));
    }

    private int number() {
        return documents.size() + 1;
    }

    /** A way to octets on the server. */
    private interface Source {
        InputStream open() throws MessagingException, IOException;
    }

    private InputStream open(Source source) throws IOException {
        open.check();
        return MailClassLoader.call(() -> {
            try {
                return source.open();
            } catch (MessagingException e) {
                throw new IOException("The attachment is out of reach: " + e.getMessage(), e);
            }
        });
    }

    private static InputStream raw(Part part) throws MessagingException, IOException {
        return part instanceof Message whole ? mail(whole) : ((MimeBodyPart) part).getRawInputStream();
    }

    /** The whole mail as it came, headers and all. */
    private static InputStream mail(Message message) throws MessagingException, IOException {
        return message instanceof IMAPMessage onServer
                ? onServer.getMimeStream()
                : new SequenceInputStream(head((MimeMessage) message), ((MimeMessage) message).getRawInputStream());
    }

    private static InputStream head(MimeMessage message) throws MessagingException {
        String lines = String.join("\r\n", Collections.list(message.getAllHeaderLines())) + "\r\n\r\n";
        return new ByteArrayInputStream(lines.getBytes(StandardCharsets.ISO_8859_1));
    }
}
