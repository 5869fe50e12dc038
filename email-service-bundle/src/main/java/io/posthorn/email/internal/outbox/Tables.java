package io.posthorn.email.internal.outbox;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.Store;
import io.posthorn.store.Store.Work;
import io.posthorn.store.StoreException;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The tables of the outbox, and the process that uses them.
 *
 * @param store the database
 * @param clock tells the time, but for leases
 * @param process a name that no other process has, nor this one after a restart
 */
record Tables(Store store, InstantSource clock, String process) {

    static final SealedColumn FACTS = new SealedColumn("outbox_mail", "id", "facts");
    static final SealedColumn BODY = new SealedColumn("outbox_chunk", "id", "body");
    static final Schema SCHEMA = new Schema("outbox", Tables.class, 1, List.of(FACTS, BODY));

    private static final Duration STORE_PAUSE = Duration.ofMinutes(1);

    Tables(Store store, InstantSource clock) {
        this(store, clock, UUID.randomUUID().toString());
    }

    <T> T transact(Work<T> work) {
        return store.transact(SCHEMA, work);
    }

    /** On disk when it returns. */
    <T> T durably(Work<T> work) {
        return store.transactDurably(SCHEMA, work);
    }

    long now() {
        return clock.millis();
    }

    String seal(String id, Facts facts) {
        return store.seal(FactsText.of(facts), FACTS, id);
    }

    Facts unseal(String id, String sealed) {
        return FactsText.parse(store.unseal(sealed, FACTS, id));
    }

    /** For calls from outside, to whom the store's trouble is the outbox's. */
    static <T> T reach(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            boolean passes = e.kind() == StoreException.Kind.UNAVAILABLE;
            throw new EmailException(
                    passes ? Kind.TEMPORARY : Kind.APPLICATION,
                    "",
                    "The outbox is out of reach: " + e.getMessage(),
                    passes ? STORE_PAUSE : null,
                    List.of(),
                    e);
        }
    }
}
