package io.posthorn.email.internal.outbox;

import io.posthorn.store.Store;

import java.time.Duration;
import java.time.InstantSource;

/** An outbox that looks often, for tests of other modules. */
public final class QuickOutbox {

    private static final Duration SOON = Duration.ofMillis(50);

    private QuickOutbox() {}

    /** With a lease of one's own. */
    public static OutboxComponent open(Store store, InstantSource clock, Duration lease) {
        Rhythm rhythm =
                new Rhythm(SOON, lease, Duration.ofSeconds(15), Duration.ofMinutes(2), Duration.ofSeconds(10), SOON);
        return new OutboxComponent(store, clock, rhythm);
    }

    /** How many lost answers are still being looked up in Sent Items. */
    public static long searches(Store store) {
        return store.transact(Tables.SCHEMA, connection -> {
            try (var sql = connection.createStatement();
                    var row = sql.executeQuery(
                            "SELECT COUNT(*) FROM outbox_mail WHERE state = 'IN_DOUBT' AND next_try IS NOT NULL")) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
