package io.posthorn.email.internal.outbox;

import io.posthorn.store.Store;

import java.time.Duration;
import java.time.InstantSource;

/** Outboxes for tests. */
public final class Outboxes {

    private static final Duration SOON = Duration.ofMillis(50);

    private Outboxes() {}

    /** One that looks often. */
    public static OutboxComponent quick(Store store, InstantSource clock) {
        return quick(store, clock, Duration.ofSeconds(30));
    }

    /** With a lease of one's own. */
    public static OutboxComponent quick(Store store, InstantSource clock, Duration lease) {
        return new OutboxComponent(store, clock, rhythm(lease));
    }

    static Rhythm rhythm(Duration lease) {
        return new Rhythm(SOON, lease, Duration.ofSeconds(15), Duration.ofMinutes(2), Duration.ofSeconds(10), SOON);
    }

    /** One that nobody uses. */
    public static OutboxComponent idle(Store store) {
        return new OutboxComponent(store, InstantSource.system());
    }
}
