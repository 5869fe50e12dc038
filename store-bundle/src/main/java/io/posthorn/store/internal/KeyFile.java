package io.posthorn.store.internal;

import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A key that the store makes itself, in a file that only its owner can read. */
final class KeyFile implements Keys {

    private static final String HEADER =
            "# The key of Posthorn's store. Without it, what is sealed there cannot be opened. Keep a copy elsewhere.\n";

    private final StoreFolder folder;

    KeyFile(StoreFolder folder) {
        this.folder = folder;
    }

    @Override
    public Keyring ring(Set<String> used) {
        Path file = file();
        if (Files.exists(file)) {
            return ring(read(file));
        }
        if (used.isEmpty()) {
            return write(new Keyring(EncryptionKey.random(), List.of()));
        }
        throw new StoreException(
                Kind.CONFIGURATION,
                "The key file " + file + " is missing, and the store is sealed with key " + String.join(", ", used)
                        + ". Put the file back, or " + ConfiguredKeys.ON_THE_PAGE,
                null);
    }

    /** The keys of the file if there is one; else none. */
    List<EncryptionKey> present() {
        return Files.exists(file()) ? read(file()) : List.of();
    }

    @Override
    public Keyring renewed(Keyring ring) {
        List<EncryptionKey> former = new ArrayList<>();
        former.add(ring.current());
        former.addAll(ring.former());
        return write(new Keyring(EncryptionKey.random(), former));
    }

    @Override
    public Keyring settled(Keyring ring) {
        return write(new Keyring(ring.current(), List.of()));
    }

    @Override
    public String whereToPut() {
        return "Put it back into the key file " + file() + ", on a line of its own below the first key, or "
                + ConfiguredKeys.ON_THE_PAGE;
    }

    private static Keyring ring(List<EncryptionKey> keys) {
        return new Keyring(keys.get(0), keys.subList(1, keys.size()));
    }

    private Path file() {
        return folder.path().resolve("encryption.key");
    }

    private List<EncryptionKey> read(Path file) {
        try {
            if (StoreFolder.isOpenToOthers(file)) {
                throw refused("can be read by others than its owner. Run: chmod 600 " + file, null);
            }
            List<EncryptionKey> keys = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(EncryptionKey::parse)
                    .toList();
            if (keys.isEmpty()) {
                throw refused("holds no key. Put it back from a backup.", null);
            }
            return keys;
        } catch (IllegalArgumentException e) {
            throw refused("holds what is no key. Put it back from a backup. " + e.getMessage(), e);
        } catch (IOException e) {
            throw refused("cannot be read (" + StoreFolder.reason(e) + ").", e);
        }
    }

    private Keyring write(Keyring ring) {
        StringBuilder text =
                new StringBuilder(HEADER).append(ring.current().secret()).append('\n');
        if (!ring.former().isEmpty()) {
            text.append("# Former ones, until all is sealed anew:\n");
            ring.former().forEach(key -> text.append(key.secret()).append('\n'));
        }
        folder.make();
        try {
            folder.write(file(), text.toString());
            return ring;
        } catch (IOException e) {
            throw refused("cannot be written (" + StoreFolder.reason(e) + "), so nothing can be sealed.", e);
        }
    }

    private StoreException refused(String what, @Nullable Exception cause) {
        return new StoreException(Kind.CONFIGURATION, "The key file " + file() + " " + what, cause);
    }
}
