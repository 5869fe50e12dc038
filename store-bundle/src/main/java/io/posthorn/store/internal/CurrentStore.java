package io.posthorn.store.internal;

import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The store of the moment. While a page changes there is none, and calls wait for the next. A transaction ends on the store
 * that it began on, and so does what it asks meanwhile.
 */
final class CurrentStore {

    private static final long PATIENCE_SECONDS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ThreadLocal<@Nullable JdbcStore> entered = new ThreadLocal<>();

    private @Nullable JdbcStore store;

    /** Calls use this one from now on; the old one is closed after its transactions. */
    void replace(@Nullable JdbcStore next) {
        JdbcStore old;
        lock.lock();
        try {
            old = store;
            store = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (old != null) {
            old.close();
        }
    }

    /** @throws StoreException if there is none for some seconds */
    <T> T call(Function<JdbcStore, T> question) {
        JdbcStore outer = entered.get();
        if (outer != null) {
            return question.apply(outer);
        }
        JdbcStore inner = enter();
        entered.set(inner);
        try {
            return question.apply(inner);
        } finally {
            entered.remove();
            inner.leave();
        }
    }

    /** Not a {@link #call}: it waits until no call runs. */
    int rekey() {
        return await().rekey();
    }

    String description() {
        lock.lock();
        try {
            return store == null ? "none at the moment" : store.description();
        } finally {
            lock.unlock();
        }
    }

    private JdbcStore enter() {
        while (true) {
            JdbcStore next = await();
            if (next.enter()) {
                return next;
            }
        }
    }

    private JdbcStore await() {
        lock.lock();
        try {
            long nanos = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (store == null || store.isClosed()) {
                if (nanos <= 0) {
                    throw none(null);
                }
                nanos = changed.awaitNanos(nanos);
            }
            return store;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw none(e);
        } finally {
            lock.unlock();
        }
    }

    private static StoreException none(@Nullable Exception cause) {
        return new StoreException(
                Kind.UNAVAILABLE,
                "The store has no database yet: the " + StorePage.PAGE.name()
                        + " is being read, or the bundle store-bundle is stopping. Try again.",
                cause);
    }
}
