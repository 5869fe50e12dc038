package io.posthorn.email.internal.gate;

import io.posthorn.email.internal.Limits;
import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.Store;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static io.posthorn.email.internal.gate.GateContract.ANNA;
import static io.posthorn.email.internal.gate.GateContract.LIMITS;
import static io.posthorn.email.internal.gate.GateContract.enter;
import static io.posthorn.email.internal.gate.GateContract.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Pages whose limits are 0, alone and beside others of the mailbox. */
class UnlimitedGateTest {

    private static final Limits NONE = new Limits(0, 0, 0, 0, Duration.ofHours(1));
    private static final Duration REST = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private final AtomicInteger transactions = new AtomicInteger();
    private Runnable duringTransaction = () -> {};
    private OpenStore store;
    private Gate gate;
    private Gate other;

    @BeforeEach
    void open() {
        store = Stores.embedded(folder);
        gate = new Gate(new Counting(), time, time, false, () -> 0, new Names());
        other = new Gate(store, time, time, false, () -> 0, new Names());
    }

    @AfterEach
    void close() {
        gate.close();
        other.close();
        store.close();
    }

    private CompletableFuture<Gate.Turn> mail() {
        return enter(gate, 1, NONE);
    }

    private void send() {
        mail().join().accepted();
    }

    @Test
    void manyMailsAndConnections_takeOneLookAtTheLedger_everyFewSeconds() {
        send();
        int before = transactions.get();
        for (int i = 0; i < 100; i++) {
            try (Gate.Turn turn = gate.enter(ANNA, 7, NONE);
                    Gate.Slot slot = gate.connect(ANNA, NONE)) {
                assertThat(turn.waited()).isZero();
                turn.accepted();
                assertThat(slot).isNotNull();
            }
            mail().join().unused();
            mail().join().close();
        }
        assertThat(transactions.get()).isEqualTo(before);
        time.pass(Lane.LOOK);
        send();
        send();
        assertThat(transactions.get()).isEqualTo(before + 1);
    }

    @Test
    void anIdleMailbox_isNotLookedAt() {
        send();
        int before = transactions.get();
        time.pass(Duration.ofHours(1));
        assertThat(transactions.get()).isEqualTo(before);
    }

    @Test
    void aRestOfThisNode_holdsAtOnce_andUntilItsEnd() {
        send();
        gate.rest(ANNA, REST, "432 too fast");
        CompletableFuture<Gate.Turn> next = mail();
        CompletableFuture<Gate.Connection<String>> connection =
                gate.lane(ANNA).<String>connect(() -> null, NONE).answer;
        time.pass(REST.minusMillis(1));
        assertThat(next).isNotDone();
        assertThat(connection).isNotDone();
        time.pass(Duration.ofMillis(1));
        assertThat(next).isDone();
        assertThat(connection).isDone();
    }

    /** The rest is noted by one caller while a look for another one is being taken. */
    @Test
    void aRestThatIsNotInTheLedgerYet_holds() {
        AtomicReference<CompletableFuture<Gate.Turn>> next = new AtomicReference<>();
        duringTransaction = () -> {
            gate.rest(ANNA, REST, "432 too fast");
            next.set(mail());
        };
        send(); // it was looked for before the refusal
        assertThat(next.get()).isNotDone();
        assertThat(gate.status(ANNA, NONE).waiting()).isEqualTo(1);
        time.pass(REST);
        assertThat(next.get()).isDone();
    }

    @Test
    void aRestOfAPageWithLimits_holdsThePageWithoutThem() {
        send();
        enter(gate, 1, LIMITS).join().close();
        gate.rest(ANNA, REST, "432 too fast");
        assertThat(mail()).isNotDone();
        assertThat(enter(gate, 1, LIMITS)).isNotDone();
    }

    @Test
    void aRestOfAnotherNode_isSeenWithinALook() {
        send();
        other.rest(ANNA, REST, "432 too fast");
        time.pass(Lane.LOOK);
        CompletableFuture<Gate.Turn> next = mail();
        assertThat(next).isNotDone();
        time.pass(REST);
        assertThat(next).isDone();
    }

    @Test
    void aRestThatAPersonEnds_endsHere() {
        gate.rest(ANNA, REST, "432 too fast");
        CompletableFuture<Gate.Turn> next = mail();
        other.wake(ANNA);
        time.pass(Lane.LOOK);
        assertThat(next).isDone();
    }

    @Test
    void longerThanTheLongestWait_aRestIsToldAtOnce() {
        send();
        gate.rest(ANNA, REST, "432 too fast");
        assertThat(failure(enter(gate, 1, new Limits(0, 0, 0, 0, Duration.ofSeconds(10)))))
                .hasMessageContaining("rests: 432 too fast")
                .hasMessageContaining("Longest Wait");
    }

    @Test
    void anAcceptedMail_endsTheRowOfRefusals() {
        assertThat(restAfterARefusal()).isEqualTo(REST);
        assertThat(restAfterARefusal()).isEqualTo(REST.multipliedBy(2));
        time.pass(REST.multipliedBy(2));
        send();
        assertThat(restAfterARefusal()).isEqualTo(REST);
    }

    private Duration restAfterARefusal() {
        gate.status(ANNA, NONE).restsUntil().ifPresent(until -> time.pass(Duration.between(time.instant(), until)));
        mail().join().unused();
        gate.rest(ANNA, REST, "432 too fast");
        return Duration.between(
                time.instant(), gate.status(ANNA, NONE).restsUntil().orElseThrow());
    }

    @Test
    void besideIt_aPageWithLimitsCountsItsOwnMails_andNoOthers() {
        Limits two = new Limits(1, 2, 3, 0, Duration.ofHours(48));
        for (int i = 0; i < 50; i++) {
            send();
            gate.connect(ANNA, NONE);
        }
        enter(gate, 1, two).join().accepted();
        enter(other, 1, two).join().accepted();
        gate.connect(ANNA, two);
        CompletableFuture<Gate.Turn> third = enter(gate, 1, two);
        assertThat(third).isNotDone();
        assertThat(gate.status(ANNA, two).messages()).isEqualTo(2);
        assertThat(gate.status(ANNA, two).recipients()).isEqualTo(2);
        assertThat(gate.status(ANNA, two).connections()).isEqualTo(1);
    }

    @Test
    void whoWaitsAlready_isNotOvertaken() {
        Limits one = new Limits(0, 1, 0, 0, Duration.ofHours(1));
        enter(gate, 1, one).join().accepted();
        CompletableFuture<Gate.Turn> limited = enter(gate, 1, one);
        CompletableFuture<Gate.Turn> free = mail();
        assertThat(limited).isNotDone();
        assertThat(free).isNotDone();
        time.pass(GateContract.MINUTE);
        assertThat(limited).isDone();
        assertThat(free).isDone();
    }

    /** Otherwise callers would keep each other waiting for looks as long as enough of them come. */
    @Test
    void whoComesDuringALook_needsNoneOfHisOwn() {
        AtomicReference<CompletableFuture<Gate.Turn>> late = new AtomicReference<>();
        duringTransaction = () -> late.compareAndSet(null, mail());
        CompletableFuture<Gate.Turn> first = mail();
        assertThat(first).isDone();
        assertThat(late.get()).isDone();
        int before = transactions.get();
        send();
        assertThat(transactions.get()).isEqualTo(before);
        assertThat(gate.status(ANNA, NONE).waiting()).isZero();
    }

    @Test
    void closed_itSendsEverybodyAway() {
        send();
        Gate.Slot slot = gate.connect(ANNA, NONE);
        gate.close();
        assertThatThrownBy(() -> gate.enter(ANNA, 1, NONE)).hasMessageContaining("Posthorn is stopping");
        assertThatThrownBy(() -> gate.connect(ANNA, NONE)).hasMessageContaining("Posthorn is stopping");
        slot.close();
    }

    private final class Counting implements Store {

        @Override
        public <T> T transact(Schema schema, Work<T> work) {
            transactions.incrementAndGet();
            T result = store.transact(schema, work);
            Runnable meanwhile = duringTransaction;
            duringTransaction = () -> {};
            meanwhile.run();
            return result;
        }

        @Override
        public <T> T transactDurably(Schema schema, Work<T> work) {
            transactions.incrementAndGet();
            return store.transactDurably(schema, work);
        }

        @Override
        public String seal(String value, SealedColumn column, String row) {
            return store.seal(value, column, row);
        }

        @Override
        public String unseal(String sealed, SealedColumn column, String row) {
            return store.unseal(sealed, column, row);
        }

        @Override
        public boolean isExclusive() {
            return store.isExclusive();
        }

        @Override
        public String description() {
            return store.description();
        }
    }
}
