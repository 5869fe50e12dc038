package io.posthorn.task.internal;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** Opened by the first call that can, and held while the page stands. */
final class Door implements AutoCloseable {

    private final Supplier<Way> opening;
    private @Nullable Way way;
    private boolean closed;

    Door(Supplier<Way> opening) {
        this.opening = opening;
    }

    /** @throws RuntimeException what opening throws */
    synchronized Way way() {
        if (closed) {
            throw new EmailException(
                    Kind.TEMPORARY, "", "The settings of the notifications are being changed. Try again.", null);
        }
        Way open = way;
        if (open == null) {
            open = opening.get();
            way = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (way != null) {
            way.close();
            way = null;
        }
    }
}
