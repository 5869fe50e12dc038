package io.posthorn.email.internal.mail.receive;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedFileInputStream;
import org.eclipse.angus.mail.imap.IMAPMessage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A copy of a message in a temporary file that only its owner can read, for as long as the message is being taken. */
final class WholeMessage implements AutoCloseable {

    private final Path file;
    private final SharedFileInputStream octets;
    private final MimeMessage message;

    private WholeMessage(Path file, SharedFileInputStream octets) throws MessagingException {
        this.file = file;
        this.octets = octets;
        this.message = new MimeMessage(Session.getInstance(new Properties()), octets);
    }

    static WholeMessage of(IMAPMessage onServer) throws MessagingException, IOException {
        Path file = Files.createTempFile("posthorn-imap-", ".eml"); // made for its owner alone
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                onServer.writeTo(out);
            }
            return new WholeMessage(file, new SharedFileInputStream(file.toFile()));
        } catch (MessagingException | IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    MimeMessage message() {
        return message;
    }

    @Override
    public void close() {
        try {
            octets.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The system removes its temporary files some day.
        }
    }
}
