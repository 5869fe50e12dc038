package io.posthorn.task.internal;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Opened by the first call that can, and held while the page stands. */
final class Door implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Door.class);

    private static final long PAUSE_SECONDS = 10;

    private final Supplier<Way> opening;
    private @Nullable Way way;
    private @Nullable ScheduledExecutorService later;
    private String trouble = "";
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

    /** Tries again and again, without a call, until it is open. */
    synchronized void openLater() {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread one = new Thread(work, "posthorn-task-door");
            one.setDaemon(true);
            return one;
        });
        thread.scheduleWithFixedDelay(() -> open(thread), PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
        later = thread;
    }

    private void open(ScheduledExecutorService thread) {
        try {
            way();
            thread.shutdown();
        } catch (RuntimeException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.equals(trouble)) {
                log.warn("Nobody can be notified of tasks: {}", message);
                trouble = message;
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (later != null) {
            later.shutdownNow();
        }
        if (way != null) {
            way.close();
            way = null;
        }
    }
}
