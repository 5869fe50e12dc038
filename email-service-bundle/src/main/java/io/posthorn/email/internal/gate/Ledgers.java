package io.posthorn.email.internal.gate;

import io.posthorn.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The ledgers of all mailboxes: the store's, or while it is out of reach those of this node, which go on from what was last
 * seen. What was counted meanwhile is added when the store is back.
 */
final class Ledgers {

    private static final Logger log = LoggerFactory.getLogger(Ledgers.class);

    /** Between two tries to reach the store: each may take ten seconds. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private final JdbcRows store;
    private final Names names;
    private final InstantSource clock;
    private final Map<String, Memory> memories = new ConcurrentHashMap<>();
    private volatile @Nullable Instant nextTry;

    /**
     * What this node knows of a mailbox.
     *
     * @param stored what the store has
     * @param current what there is by now; the same while the store is in reach
     * @param ahead of our clock is that of the rows, in milliseconds
     */
    private record Memory(Rows stored, Rows current, long ahead) {}

    Ledgers(JdbcRows store, Names names, InstantSource clock) {
        this.store = store;
        this.names = names;
        this.clock = clock;
    }

    Names names() {
        return names;
    }

    /** @param work may run more than once; only what it did last counts. Not for one mailbox twice at the same time */
    <T> T with(String mailbox, Function<Ledger, T> work) {
        if (!isAway()) {
            try {
                return inStore(mailbox, work);
            } catch (StoreException e) {
                goOnWithout(e);
            }
        }
        return inMemory(mailbox, work);
    }

    private boolean isAway() {
        Instant again = nextTry;
        return again != null && clock.instant().isBefore(again);
    }

    private <T> T inStore(String mailbox, Function<Ledger, T> work) {
        Memory memory = memories.get(mailbox);
        JdbcRows.Result<T> result = store.change(
                mailbox,
                rows -> memory == null ? rows : rows.with(memory.stored(), memory.current(), names.node()),
                work);
        Rows rows = result.rows();
        memories.put(mailbox, new Memory(rows, rows, result.now() - clock.millis()));
        if (nextTry != null) {
            nextTry = null;
            log.info("The store is back: mailboxes share their limits with other nodes again.");
        }
        return result.value();
    }

    private void goOnWithout(StoreException trouble) {
        if (nextTry == null) {
            log.warn(
                    "The store is out of reach, so that this node counts the messages of its mailboxes alone until it"
                            + " is back: {}",
                    trouble.getMessage());
        }
        nextTry = clock.instant().plus(PAUSE);
    }

    private <T> T inMemory(String mailbox, Function<Ledger, T> work) {
        Memory memory = memories.getOrDefault(mailbox, new Memory(Rows.NONE, Rows.NONE, 0));
        Ledger ledger = new Ledger(memory.current(), clock.millis() + memory.ahead());
        T value = work.apply(ledger);
        memories.put(mailbox, new Memory(memory.stored(), ledger.rows(), memory.ahead()));
        return value;
    }

    /** The rows as they are, and the time by their clock. */
    JdbcRows.Result<Rows> read(String mailbox) {
        if (!isAway()) {
            try {
                return store.read(mailbox);
            } catch (StoreException e) {
                log.debug("The limits are told from memory", e);
            }
        }
        Memory memory = memories.getOrDefault(mailbox, new Memory(Rows.NONE, Rows.NONE, 0));
        return new JdbcRows.Result<>(memory.current(), memory.current(), clock.millis() + memory.ahead());
    }
}
