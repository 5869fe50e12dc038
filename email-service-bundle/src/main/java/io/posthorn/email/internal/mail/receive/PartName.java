package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Document;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import org.eclipse.angus.mail.imap.IMAPBodyPart;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** What a part is called and what it is, in words that do no harm whatever its sender wrote. */
final class PartName {

    /** Characters; what most file systems take, in most scripts. */
    private static final int LONGEST = 240;

    private static final int HEADERS = 65_536; // bytes of a nested mail that are searched for its subject

    private PartName() {}

    /** The last step of whatever path the part names, in readable characters. */
    static String of(Part part, int number) {
        String given = safe(given(part));
        if (!given.isEmpty()) {
            return given;
        }
        if (type(part).equals("message/rfc822")) {
            String subject = safe(subject(part).replaceAll("[/\\\\:*?\"<>|]", " "));
            return (subject.isEmpty() ? "attachment-" + number : subject) + ".eml";
        }
        return "attachment-" + number;
    }

    private static String given(Part part) {
        try {
            String name = part.getFileName();
            return name == null ? "" : MailHeaders.decoded(name); // many send RFC 2047 where RFC 2231 is due
        } catch (MessagingException | RuntimeException e) {
            return "";
        }
    }

    static String safe(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean = last.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\u200c\u200d]]", "")
                .strip();
        if (clean.matches("\\.*")) {
            return "";
        }
        return clean.length() <= LONGEST ? clean : shortened(clean);
    }

    /** Keeps the end, which says what kind of file it is. */
    private static String shortened(String name) {
        int dot = name.lastIndexOf('.');
        String end = dot > 0 && name.length() - dot <= 16 ? name.substring(dot) : "";
        int length = LONGEST - end.length();
        return name.substring(0, Character.isHighSurrogate(name.charAt(length - 1)) ? length - 1 : length) + end;
    }

    private static String subject(Part part) {
        try {
            if (part instanceof IMAPBodyPart) {
                String subject = part.getContent() instanceof Message nested ? nested.getSubject() : null;
                return subject == null ? "" : MailHeaders.decoded(subject);
            }
            try (InputStream in = part.getInputStream()) {
                InternetHeaders headers = new InternetHeaders(new ByteArrayInputStream(in.readNBytes(HEADERS)));
                String subject = headers.getHeader("Subject", null);
                return subject == null ? "" : MailHeaders.decoded(subject);
            }
        } catch (MessagingException | IOException | RuntimeException e) {
            return "";
        }
    }

    static String type(Part part) {
        try {
            String type = new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
            return type.chars().anyMatch(Character::isISOControl) ? Document.UNKNOWN_TYPE : type;
        } catch (MessagingException | RuntimeException e) {
            return Document.UNKNOWN_TYPE;
        }
    }
}
