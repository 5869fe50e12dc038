package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.HeaderTokenizer;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Nests the parts of a mail: attachments around alternatives around the HTML with its images. */
final class BodyStructure {

    private static final int LONGEST_LINE = 998; // octets (RFC 5322, section 2.1.1)

    private final Email email;
    private final Repertoire repertoire;
    private final List<DocumentSource> documents = new ArrayList<>();

    BodyStructure(Email email, Repertoire repertoire) {
        this.email = email;
        this.repertoire = repertoire;
    }

    /** Every document of the parts. */
    List<DocumentSource> documents() {
        return documents;
    }

    /** Puts all of it into a part, which is the message. */
    void fill(MimePart root) throws MessagingException, IOException {
        if (email.html().isEmpty() && !email.inline().isEmpty()) {
            throw ComposedMail.invalid(
                    "The mail has inline parts and no HTML that shows them. Give the HTML, or attach them.");
        }
        if (email.attachments().isEmpty()) {
            fillWithWords(root);
            return;
        }
        MimeBodyPart words = new MimeBodyPart();
        fillWithWords(words);
        MimeMultipart mixed = new MimeMultipart("mixed", words);
        for (Document document : email.attachments()) {
            mixed.addBodyPart(part("An attachment", "attachment", document));
        }
        root.setContent(mixed);
    }

    private void fillWithWords(MimePart part) throws MessagingException, IOException {
        if (email.html().isEmpty()) {
            setText(part, "plain", "The text", email.text());
        } else if (email.text().isEmpty()) {
            fillWithHtml(part);
        } else {
            MimeBodyPart text = new MimeBodyPart();
            setText(text, "plain", "The text", email.text());
            MimeBodyPart html = new MimeBodyPart();
            fillWithHtml(html);
            part.setContent(new MimeMultipart("alternative", text, html));
        }
    }

    private void fillWithHtml(MimePart part) throws MessagingException, IOException {
        if (email.inline().isEmpty()) {
            setText(part, "html", "The HTML", email.html());
            return;
        }
        MimeBodyPart html = new MimeBodyPart();
        setText(html, "html", "The HTML", email.html());
        MimeMultipart related = new Related(html);
        for (Map.Entry<String, Document> inline : email.inline().entrySet()) {
            MimeBodyPart shown = part("An inline part", "inline", inline.getValue());
            shown.setContentID("<" + inline.getKey() + ">");
            related.addBodyPart(shown);
        }
        part.setContent(related);
    }

    private MimeBodyPart part(String what, String disposition, Document document)
            throws MessagingException, IOException {
        DocumentPart part = DocumentPart.of(what, disposition, document);
        documents.add(part.source());
        return part.part();
    }

    private void setText(MimePart part, String subtype, String where, String text) throws MessagingException {
        String fit = withLineBreaks(repertoire.fit(where, text));
        if (part instanceof OwnMessage message) {
            byte[] octets = fit.getBytes(repertoire.charset());
            if (isPlain(octets)) {
                String charset = MimeUtility.quote(repertoire.charset().name(), HeaderTokenizer.MIME);
                message.setPlainText("text/" + subtype + "; charset=" + charset, octets);
                return;
            }
        }
        part.setText(fit, repertoire.charset().name(), subtype);
        if (repertoire.hasEscapes()) {
            // Jakarta Mail would quote each escape; mailers for Japanese do not (RFC 1468).
            boolean plain = fit.lines().allMatch(line -> line.getBytes(repertoire.charset()).length <= LONGEST_LINE);
            part.setHeader("Content-Transfer-Encoding", plain ? "7bit" : "base64");
        }
    }

    /** Those of a mail, in place of those of any system. */
    private static String withLineBreaks(String text) {
        StringBuilder lines = new StringBuilder(text.length() + 64);
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c != '\r' && c != '\n') {
                lines.append(c);
                continue;
            }
            lines.append("\r\n");
            if (c == '\r' && i + 1 < length && text.charAt(i + 1) == '\n') {
                i++;
            }
        }
        return lines.toString();
    }

    /** Whether it is what Jakarta Mail writes without a transfer encoding: printable ASCII and tabs in lines that are short enough. */
    private static boolean isPlain(byte[] octets) {
        int begin = 0;
        for (int i = 0; i < octets.length; i++) {
            byte octet = octets[i]; // negative if it is not ASCII
            if (octet == '\n') {
                begin = i + 1;
            } else if (octet != '\r' && (octet != '\t' && (octet < ' ' || octet > '~') || i - begin >= LONGEST_LINE)) {
                return false;
            }
        }
        return true;
    }

    /** Says the type of its first part (RFC 2387, section 3.1). */
    private static final class Related extends MimeMultipart {

        Related(MimeBodyPart html) throws MessagingException {
            super("related", html);
            contentType += "; type=\"text/html\"";
        }
    }
}
