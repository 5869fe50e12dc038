package io.posthorn.sandbox.internal.mail;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A FETCH of one section of one message, or a piece of it (<a
 * href="https://www.rfc-editor.org/rfc/rfc3501#section-6.4.5">RFC 3501, section 6.4.5</a>), answered from the stored
 * octets.
 *
 * @param question what the server is asked in its place: the UID of the message
 * @param section {@code ""} for the whole, {@code TEXT}, or part numbers
 * @param length octets at most; -1 for all from the start
 */
record SectionFetch(MailFolder folder, String question, boolean peek, String section, long start, long length) {
    private static final Pattern FETCH = Pattern.compile(
            "(\\S+ (?:UID )?FETCH \\d+) \\(?BODY(\\.PEEK)?\\[(TEXT|\\d+(?:\\.\\d+)*|)\\](?:<(\\d{1,18})\\.(\\d{1,18})>)?\\)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern UID = Pattern.compile("\\* (\\d+) FETCH \\(UID (\\d+)\\)");

    static Optional<SectionFetch> parse(String line, MailFolder folder) {
        Matcher fetch = FETCH.matcher(line);
        if (!fetch.matches()) {
            return Optional.empty();
        }
        boolean piece = fetch.group(4) != null;
        return Optional.of(new SectionFetch(
                folder,
                fetch.group(1),
                fetch.group(2) != null,
                fetch.group(3),
                piece ? Long.parseLong(fetch.group(4)) : 0,
                piece ? Long.parseLong(fetch.group(5)) : -1));
    }

    String uidQuestion() {
        return question + " (UID)";
    }

    /** Turns the server's answer with the UID into the one that the client waits for. */
    boolean answer(String line, Wire client) throws IOException {
        Matcher uid = UID.matcher(line);
        if (!uid.matches()) {
            return false;
        }
        StoredMessage message = folder.getMessage(Long.parseLong(uid.group(2)));
        if (message == null) {
            return false;
        }
        try (InputStream octets = open(message.getMimeMessage())) {
            send("* " + uid.group(1) + " FETCH (UID " + uid.group(2) + " BODY[" + section + "]", octets, client);
            if (!peek) {
                folder.setFlags(new Flags(Flags.Flag.SEEN), true, message.getUid(), null, false);
            }
        } catch (MessagingException | FolderException e) {
            throw new IOException(e);
        }
        return true;
    }

    private void send(String head, InputStream octets, Wire client) throws IOException {
        octets.skipNBytes(Math.min(start, octets.available()));
        long count = length < 0 ? octets.available() : Math.min(length, octets.available());
        String first = head + (length < 0 ? "" : "<" + start + ">") + " {" + count + "}";
        client.said(first);
        client.said("(" + count + " octets))");
        client.out().write((first + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        client.out().write(octets.readNBytes((int) count));
        client.out().write(")\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    private InputStream open(MimeMessage message) throws MessagingException, IOException {
        if (section.isEmpty()) {
            return new Joined(header(message), message.getRawInputStream());
        }
        if (section.equalsIgnoreCase("TEXT")) {
            return message.getRawInputStream();
        }
        Part part = message;
        for (String number : section.split("\\.")) {
            Object content = part.isMimeType("multipart/*") ? part.getContent() : part;
            if (content instanceof Multipart multipart) {
                part = multipart.getBodyPart(Integer.parseInt(number) - 1);
            }
        }
        return part instanceof MimeBodyPart body ? body.getRawInputStream() : ((MimeMessage) part).getRawInputStream();
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

        Joined(byte[] first, InputStream second) {
            this(new ByteArrayInputStream(first), second);
        }

        private Joined(InputStream first, InputStream second) {
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
