package io.posthorn.sandbox.internal.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;

/** Finds the octets of a section in a stored message without copying them. */
final class BodySection {
    private BodySection() {}

    /**
     * The octets as they were sent, not decoded; null if the message has no such section.
     *
     * @param section empty for the whole message, {@code TEXT} for its body, or part numbers such as {@code 2.1}
     */
    static @Nullable InputStream open(MimeMessage message, String section) throws MessagingException, IOException {
        if (section.isEmpty()) {
            return new Joined(new ByteArrayInputStream(header(message)), message.getRawInputStream());
        }
        if (section.equalsIgnoreCase("TEXT")) {
            return message.getRawInputStream();
        }
        Part part = message;
        for (String number : section.split("\\.")) {
            Part inner = inner(part, Integer.parseInt(number));
            if (inner == null) {
                return null;
            }
            part = inner;
        }
        return part instanceof MimeBodyPart body ? body.getRawInputStream() : ((MimeMessage) part).getRawInputStream();
    }

    private static @Nullable Part inner(Part part, int number) throws MessagingException, IOException {
        Part outer = part.isMimeType("message/rfc822") && part.getContent() instanceof MimeMessage forwarded
                ? forwarded
                : part;
        if (outer.isMimeType("multipart/*") && outer.getContent() instanceof Multipart parts) {
            return number >= 1 && number <= parts.getCount() ? parts.getBodyPart(number - 1) : null;
        }
        return number == 1 ? outer : null;
    }

    private static byte[] header(MimeMessage message) throws MessagingException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        Enumeration<String> lines = message.getAllHeaderLines();
        while (lines.hasMoreElements()) {
            header.writeBytes((lines.nextElement() + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        header.writeBytes(new byte[] {'\r', '\n'});
        return header.toByteArray();
    }

    /** Two streams in a row that, unlike the JDK's, know how much is left of both. */
    private static final class Joined extends SequenceInputStream {
        private final InputStream first;
        private final InputStream second;

        Joined(InputStream first, InputStream second) {
            super(first, second);
            this.first = first;
            this.second = second;
        }

        @Override
        public int available() throws IOException {
            return first.available() + second.available();
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = first.skip(count);
            return skipped + (skipped < count ? second.skip(count - skipped) : 0);
        }
    }
}
