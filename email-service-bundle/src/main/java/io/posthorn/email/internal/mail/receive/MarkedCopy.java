package io.posthorn.email.internal.mail.receive;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import org.eclipse.angus.mail.iap.Literal;
import org.eclipse.angus.mail.imap.IMAPMessage;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of a message with a header more on top, in a temporary file that only its owner can read. */
final class MarkedCopy implements Literal, AutoCloseable {

    private static final int LONGEST = 900;

    private final Path file;
    private final int size;

    private MarkedCopy(Path file) throws IOException {
        this.file = file;
        this.size = Math.toIntExact(Files.size(file));
    }

    static MarkedCopy of(IMAPMessage message, String line) throws MessagingException, IOException {
        Path file = Files.createTempFile("posthorn-imap-", ".eml"); // made for its owner alone
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                out.write(line.getBytes(StandardCharsets.US_ASCII));
                message.writeTo(out);
            }
            return new MarkedCopy(file);
        } catch (MessagingException | IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Folded, and in ASCII (RFC 2047). What would begin another header becomes a space. */
    static String line(String header, String value) {
        if (!header.matches("[!-9;-~]{1,70}")) {
            throw new IllegalArgumentException("'" + header + "' is no name of a header. Give one such as X-Reason.");
        }
        String plain =
                value.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
        try {
            String encoded = MimeUtility.encodeText(cut(plain), "UTF-8", null);
            return header + ": " + MimeUtility.fold(header.length() + 2, encoded) + "\r\n";
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String cut(String value) {
        if (value.length() <= LONGEST) {
            return value;
        }
        boolean split = Character.isHighSurrogate(value.charAt(LONGEST - 1));
        return value.substring(0, split ? LONGEST - 1 : LONGEST);
    }

    /** Servers are a little wrong about sizes. */
    boolean isMuchShorterThan(long told) {
        return 2L * size < told;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        Files.copy(file, out);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The system removes its temporary files some day.
        }
    }
}
