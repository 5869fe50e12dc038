package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Protocol;
import jakarta.mail.Session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder for mails that POP3 can only read as a whole. Only its owner can look into it, and it goes with the
 * connection.
 */
record FileCache(Optional<Path> folder) implements AutoCloseable {

    static FileCache of(Protocol protocol, Session session) {
        if (protocol != Protocol.POP3) {
            return new FileCache(Optional.empty());
        }
        try {
            Path folder = Files.createTempDirectory("posthorn-pop3-"); // made for its owner alone
            session.getProperties().setProperty("mail.pop3.filecache.dir", folder.toString());
            return new FileCache(Optional.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder can be made: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        folder.ifPresent(FileCache::delete);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // The system removes its temporary folders some day.
        }
    }
}
