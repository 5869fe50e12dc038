package io.posthorn.store.internal;

import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** The folder of the embedded database and of the generated key, which nobody but its owner can look into. */
record StoreFolder(Path path) {

    private static final Logger log = LoggerFactory.getLogger(StoreFolder.class);

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    StoreFolder {
        path = path.toAbsolutePath().normalize();
    }

    /** The folder, there from now on. */
    Path make() {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path, permissions("rwx------"));
            } else if (isOpenToOthers(path)) {
                log.warn("Others than its owner can look into the store's folder {}. Run: chmod 700 {}", path, path);
            }
            return path;
        } catch (IOException e) {
            throw new StoreException(
                    Kind.UNAVAILABLE,
                    "The store's folder " + path + " cannot be made (" + reason(e)
                            + "). Let the user of this process write there, or set posthorn.store.folder.",
                    e);
        }
    }

    /** Replaces a file at one stroke; when this returns, it is on disk. */
    void write(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(next, options, permissions("rw-------"))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        forceNames();
    }

    /** A new name is on disk only when its folder is. Windows neither needs nor can do it. */
    private void forceNames() throws IOException {
        if (POSIX) {
            try (FileChannel names = FileChannel.open(path, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    static boolean isOpenToOthers(Path file) throws IOException {
        return POSIX
                && Files.getPosixFilePermissions(file).stream()
                        .map(PosixFilePermission::name)
                        .anyMatch(name -> !name.startsWith("OWNER"));
    }

    static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static FileAttribute<?>[] permissions(String posix) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))}
                : new FileAttribute<?>[0];
    }
}
