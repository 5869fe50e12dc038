package io.posthorn.email.internal.gate;

import io.posthorn.store.Schema;
import io.posthorn.store.Store;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import static io.posthorn.email.internal.gate.GateContract.ANNA;
import static io.posthorn.email.internal.gate.GateContract.LIMITS;
import static io.posthorn.email.internal.gate.GateContract.MINUTE;
import static io.posthorn.email.internal.gate.GateContract.enter;
import static io.posthorn.email.internal.gate.GateContract.send;
import static org.assertj.core.api.Assertions.assertThat;

/** A real store, which is closed and opened again under the gate. */
class GateWithoutStoreTest {

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private final Reopened store = new Reopened();
    private Gate gate;

    @AfterEach
    void close() {
        gate.close();
        store.current.close();
    }

    private void open() {
        store.current = Stores.embedded(folder);
        gate = new Gate(store, time, time, false, () -> 0, new Names());
    }

    @Test
    void withoutTheStore_theLimitsHold_onFromWhatWasCounted_andTheStoreHearsOfItLater() {
        open();
        send(gate, 20);
        Gate.Slot slot = gate.connect(ANNA, LIMITS);
        store.current.close();
        send(gate, 10);
        CompletableFuture<Gate.Turn> next = enter(gate);
        assertThat(next).isNotDone();
        assertThat(gate.status(ANNA, LIMITS).messages()).isEqualTo(30);
        store.current = Stores.embedded(folder);
        time.pass(Ledgers.PAUSE);
        time.pass(Lane.LOOK);
        Gate other = new Gate(store, time, time);
        assertThat(other.status(ANNA, LIMITS).messages()).isEqualTo(30);
        assertThat(other.status(ANNA, LIMITS).recipients()).isEqualTo(30);
        assertThat(other.status(ANNA, LIMITS).connections()).isEqualTo(1);
        slot.close();
        assertThat(other.status(ANNA, LIMITS).connections()).isZero();
        time.pass(MINUTE);
        assertThat(next).isDone();
    }

    @Test
    void aStoreThatWasNeverThere_letsMailsThrough_atTheirPace() {
        open();
        store.current.close();
        send(gate, 30);
        CompletableFuture<Gate.Turn> next = enter(gate);
        gate.rest(ANNA, Duration.ofSeconds(90), "432");
        time.pass(Duration.ofSeconds(89));
        assertThat(next).isNotDone();
        time.pass(Duration.ofSeconds(1));
        assertThat(next).isDone();
    }

    @Test
    void aRestWithoutTheStore_isToldToOthersLater() {
        open();
        send(gate, 1);
        store.current.close();
        gate.rest(ANNA, Duration.ofMinutes(10), "432");
        store.current = Stores.embedded(folder);
        time.pass(Ledgers.PAUSE);
        send(gate, 0);
        gate.lane(ANNA).look();
        assertThat(new Gate(store, time, time).status(ANNA, LIMITS).cause()).isEqualTo("432");
    }

    /** Passes everything to the real store of the moment. */
    private static final class Reopened implements Store {

        private OpenStore current;

        @Override
        public <T> T transact(Schema schema, Work<T> work) {
            return current.transact(schema, work);
        }

        @Override
        public <T> T transactDurably(Schema schema, Work<T> work) {
            return current.transactDurably(schema, work);
        }

        @Override
        public String seal(String value, io.posthorn.store.SealedColumn column, String row) {
            return current.seal(value, column, row);
        }

        @Override
        public String unseal(String sealed, io.posthorn.store.SealedColumn column, String row) {
            return current.unseal(sealed, column, row);
        }

        @Override
        public boolean isExclusive() {
            return current.isExclusive();
        }

        @Override
        public String description() {
            return current.description();
        }
    }
}
