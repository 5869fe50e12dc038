package io.posthorn.email.internal;

import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A store in a folder that goes with it. */
final class TemporaryStore implements AutoCloseable {

    private final Path folder;
    private final OpenStore store;

    TemporaryStore() {
        this(Stores::embedded);
    }

    /** @param opening opens it, with its key in the folder */
    TemporaryStore(Function<Path, OpenStore> opening) {
        try {
            folder = Files.createTempDirectory("posthorn-store");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store = opening.apply(folder);
    }

    Path folder() {
        return folder;
    }

    OpenStore store() {
        return store;
    }

    @Override
    public void close() {
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
