package io.posthorn.email.internal.outbox;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Growing waits with jitter. They must outlive a restart, so they are numbers for the store, and not those of a library that
 * keeps them in its own timers.
 *
 * @param first wait
 * @param longest wait
 * @param jitter numbers from 0 to 1; a wait is up to a quarter longer
 */
record Backoff(Duration first, Duration longest, DoubleSupplier jitter) {

    private static final int ENOUGH = 30;

    /** @param failures so far, 1 or more */
    Duration after(int failures) {
        double grown = first.toMillis() * Math.pow(2, Math.min(failures, ENOUGH) - 1.0);
        double bounded = Math.min(grown, longest.toMillis());
        return Duration.ofMillis((long) (bounded * (1 + jitter.getAsDouble() / 4)));
    }
}
