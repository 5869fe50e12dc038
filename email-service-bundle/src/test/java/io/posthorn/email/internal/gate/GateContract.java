package io.posthorn.email.internal.gate;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.internal.Limits;
import io.posthorn.store.internal.OpenStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What the gate does, whichever database its rows lie in. */
abstract class GateContract {

    static final String ANNA = "anna@example.org";
    static final Duration MINUTE = Duration.ofMillis(Ledger.WINDOW);
    static final Limits LIMITS = new Limits(3, 30, 10_000, 500, Duration.ofHours(1));

    @TempDir
    Path folder;

    final ManualTime time = new ManualTime();
    OpenStore store;
    Gate gate;
    private final List<Gate> gates = new ArrayList<>();

    abstract OpenStore open(Path keys);

    @BeforeEach
    final void openGate() {
        store = open(folder);
        gate = node();
    }

    @AfterEach
    final void close() {
        gates.forEach(Gate::close);
        store.close();
    }

    /** One more node on the store. */
    final Gate node() {
        return node(new Names());
    }

    final Gate node(Names names) {
        Gate one = new Gate(store, time, time, false, () -> 0, names);
        gates.add(one);
        return one;
    }

    static CompletableFuture<Gate.Turn> enter(Gate gate) {
        return enter(gate, 1, LIMITS);
    }

    static CompletableFuture<Gate.Turn> enter(Gate gate, int recipients, Limits limits) {
        return gate.lane(ANNA).enter(recipients, limits).answer;
    }

    static CompletableFuture<Gate.Connection<String>> connect(Gate gate) {
        return gate.lane(ANNA).<String>connect(() -> null, LIMITS).answer;
    }

    static Limits perMinute(int messages, Duration longestWait) {
        return new Limits(3, messages, 0, 0, longestWait);
    }

    static void send(Gate gate, int messages) {
        for (int i = 0; i < messages; i++) {
            gate.enter(ANNA, 1, LIMITS).close();
        }
    }

    static EmailException failure(CompletableFuture<?> waiter) {
        assertThat(waiter).isCompletedExceptionally();
        return (EmailException)
                catchThrowableOfType(CompletionException.class, waiter::join).getCause();
    }

    @Test
    void theMinuteIsFull_theNextWaitsUntilAMessageWasAnsweredAMinuteAgo() {
        Gate.Turn first = gate.enter(ANNA, 1, LIMITS);
        time.pass(Duration.ofSeconds(5));
        first.close();
        time.pass(Duration.ofSeconds(10));
        send(gate, 29);
        CompletableFuture<Gate.Turn> next = enter(gate);
        time.pass(MINUTE.minusSeconds(10).minusMillis(1));
        assertThat(next).isNotDone();
        time.pass(Duration.ofMillis(1));
        assertThat(next.join().waited()).isEqualTo(MINUTE.minusSeconds(10));
    }

    @Test
    void onItsWay_aMessageCounts_howeverLongThatTakes() {
        Limits one = perMinute(1, Duration.ofHours(1));
        Gate.Turn slow = enter(gate, 1, one).join();
        CompletableFuture<Gate.Turn> next = enter(node(), 1, one);
        time.pass(Duration.ofMinutes(20));
        assertThat(next).isNotDone();
        slow.close();
        time.pass(MINUTE);
        assertThat(next).isDone();
    }

    @Test
    void unused_aTurnIsGivenBackAtOnce() {
        Limits one = perMinute(1, Duration.ofHours(1));
        Gate.Turn turn = enter(gate, 1, one).join();
        CompletableFuture<Gate.Turn> next = enter(gate, 1, one);
        turn.unused();
        turn.close();
        assertThat(next.join().waited()).isZero();
        assertThat(gate.status(ANNA, one).messages()).isEqualTo(1);
    }

    @Test
    void upperAndLowerCase_areOneMailbox_andOthersAreOthers() {
        send(gate, 30);
        assertThat(gate.lane("Anna@Example.ORG").enter(1, LIMITS).answer).isNotDone();
        assertThat(gate.lane("bert@example.org").enter(1, LIMITS).answer).isDone();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nodesOnOneStore_neverSendMoreThanThirtyInAnyMinute(long seed) {
        Random random = new Random(seed);
        List<Instant> arrivals = new ArrayList<>();
        List<Gate> nodes = List.of(gate, node());
        Instant start = time.instant();
        for (int i = 0; i < 200; i++) {
            enter(nodes.get(random.nextInt(2))).thenAccept(turn -> {
                Duration until = Duration.ofMillis(random.nextInt(8_000));
                time.after(until, () -> arrivals.add(time.instant()));
                time.after(until.plusMillis(random.nextInt(8_000)), turn::close);
            });
            if (random.nextInt(4) == 0) {
                time.pass(Duration.ofMillis(random.nextInt(3_000)));
            }
        }
        time.pass(Duration.ofMinutes(20));
        assertThat(arrivals).hasSize(200);
        assertThat(mostInAMinute(arrivals)).isLessThanOrEqualTo(30).isGreaterThan(20);
        assertThat(arrivals.get(199)).isBefore(start.plus(Duration.ofMinutes(9)));
    }

    private static long mostInAMinute(List<Instant> arrivals) {
        return arrivals.stream()
                .mapToLong(start -> arrivals.stream()
                        .filter(one -> !one.isBefore(start) && !one.isAfter(start.plusSeconds(60)))
                        .count())
                .max()
                .orElseThrow();
    }

    @Test
    void twentyThreads_send300Messages_inTheTimeThatTheLimitTakes() throws Exception {
        ConcurrentLinkedQueue<Instant> arrivals = new ConcurrentLinkedQueue<>();
        AtomicInteger running = new AtomicInteger(20);
        AtomicReference<Throwable> trouble = new AtomicReference<>();
        Instant start = time.instant();
        List<Thread> threads = Stream.generate(() -> new Thread(() -> {
                    try {
                        for (int i = 0; i < 15; i++) {
                            try (Gate.Turn turn = gate.enter(ANNA, 1, LIMITS)) {
                                assertThat(turn.waited()).isGreaterThanOrEqualTo(Duration.ZERO);
                                arrivals.add(time.instant());
                            }
                        }
                    } catch (Throwable e) {
                        trouble.set(e);
                    } finally {
                        running.decrementAndGet();
                    }
                }))
                .limit(20)
                .toList();
        threads.forEach(Thread::start);
        while (running.get() > 0) {
            List<Waiter.ForTurn> waiting = gate.lane(ANNA).queue();
            boolean isQuiet = waiting.size() == running.get()
                    && waiting.stream().allMatch(waiter -> waiter.verdict != null)
                    && time.isIdle();
            if (isQuiet) { // everybody waits for the time to pass
                time.passToNext(time.instant().plusSeconds(60));
            } else {
                Thread.onSpinWait();
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(trouble.get()).isNull();
        assertThat(arrivals).hasSize(300);
        assertThat(mostInAMinute(List.copyOf(arrivals))).isLessThanOrEqualTo(30);
        assertThat(Duration.between(start, time.instant()).toMillis())
                .isBetween(9 * 60_000L, (long) (9 * 60_000 * 1.05));
    }

    @Test
    void callers_areLetInInTheirOrder_andWhoGivesUpLosesItsPlace() {
        Limits two = perMinute(2, Duration.ofHours(1));
        enter(gate, 1, two).join().close();
        enter(gate, 1, two).join().close();
        List<Integer> order = new ArrayList<>();
        List<Waiter.ForTurn> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            Waiter.ForTurn waiter = gate.lane(ANNA).enter(1, two);
            waiter.answer.thenAccept(turn -> {
                order.add(number);
                turn.close();
            });
            waiters.add(waiter);
        }
        assertThat(gate.lane(ANNA).giveUp(waiters.get(1))).isTrue();
        time.pass(MINUTE.plusMillis(1));
        assertThat(order).containsExactly(0, 2);
        time.pass(MINUTE.plusMillis(1));
        assertThat(order).containsExactly(0, 2, 3, 4);
        assertThat(failure(waiters.get(1).answer)).hasMessageContaining("interrupted");
    }

    @Test
    void longerThanTheLongestWait_isRefusedAtOnce_withTheTimeToComeBack() {
        Limits hasty = perMinute(30, Duration.ofSeconds(20));
        send(gate, 30);
        time.pass(Duration.ofSeconds(19));
        EmailException refused =
                catchThrowableOfType(EmailException.class, () -> gate.enter("Anna@example.org", 1, hasty));
        assertThat(refused)
                .hasMessage("The mailbox anna@example.org has sent the 30 messages of this minute."
                        + " Its turn comes in 42 s, and the field Longest Wait allows 20 s.");
        assertThat(refused.kind()).isEqualTo(Kind.TEMPORARY);
        assertThat(refused.retryAfter()).contains(MINUTE.minusSeconds(19));
        time.pass(Duration.ofSeconds(22));
        assertThat(enter(gate, 1, hasty)).as("it waits for 19 s").isNotDone();
    }

    @Test
    void queuesThatAreTooLong_refuseWhoComesLast_andNobodyElse() {
        Limits limits = perMinute(10, Duration.ofSeconds(90));
        List<CompletableFuture<Gate.Turn>> all =
                Stream.generate(() -> enter(gate, 1, limits)).limit(25).toList();
        assertThat(all.subList(10, 20)).noneMatch(CompletableFuture::isDone);
        assertThat(all.subList(20, 25)).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(gate.status(ANNA, limits).waiting()).isEqualTo(10);
        assertThat(gate.status(ANNA, limits).expectedWait()).isEqualTo(MINUTE.multipliedBy(2));
    }

    @Test
    void aTurnThatComesLaterThanExpected_endsWithTheLongestWait() {
        Limits one = perMinute(1, MINUTE.plusSeconds(5));
        Gate.Turn slow = enter(gate, 1, one).join();
        CompletableFuture<Gate.Turn> next = enter(gate, 1, one);
        assertThat(next).isNotDone();
        time.pass(Lane.LOOK.multipliedBy(2)); // so that it must end later than in a minute and 5 s
        assertThat(failure(next)).hasMessageContaining("has waited").hasMessageContaining("Longest Wait");
        slow.unused();
        assertThat(enter(gate, 1, one)).isCompleted();
    }

    @Test
    void interrupted_aCallerGetsItsFlagBack_andLeavesNothing() throws Exception {
        send(gate, 30);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                gate.enter(ANNA, 1, LIMITS);
            } catch (EmailException e) {
                thrown.set(e);
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        while (gate.lane(ANNA).waiting() == 0) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        caller.join();
        assertThat(thrown.get()).hasMessageContaining("was interrupted while it waited for the mailbox " + ANNA);
        assertThat(flag.get()).isTrue();
        assertThat(gate.lane(ANNA).waiting()).isZero();
        time.pass(Duration.ofMinutes(3));
        assertThat(gate.status(ANNA, LIMITS).messages()).isZero();
    }

    @Test
    void theDayIsFull_recipientsWaitUntilEnoughAreADayOld() {
        Limits limits = new Limits(3, 30, 100, 0, Duration.ofDays(2));
        enter(gate, 60, limits).join().close();
        time.pass(Duration.ofHours(1));
        enter(node(), 40, limits).join().close();
        CompletableFuture<Gate.Turn> large = enter(gate, 50, limits);
        assertThat(enter(gate, 1, limits)).as("not even one").isNotDone();
        assertThat(gate.status(ANNA, limits).recipients()).isEqualTo(100);
        time.pass(Duration.ofHours(23));
        assertThat(large).isNotDone();
        time.pass(Duration.ofMinutes(10));
        assertThat(large).isDone();
    }

    @Test
    void mailThatWaitsForTheDay_isOvertakenBySmallerOnes() {
        Limits limits = new Limits(3, 30, 100, 0, Duration.ofDays(2));
        enter(gate, 90, limits).join().close();
        assertThat(enter(gate, 50, limits)).isNotDone();
        assertThat(enter(gate, 10, limits)).isDone();
        assertThat(enter(gate, 10, limits)).isNotDone();
    }

    @Test
    void acrossTheEndOfABucket_recipientsCountFromTheAnswer() {
        Limits limits = new Limits(3, 30, 100, 0, Duration.ofDays(2));
        time.pass(Duration.ofMinutes(9));
        Gate.Turn turn = enter(gate, 100, limits).join();
        time.pass(Duration.ofMinutes(2));
        turn.close();
        time.pass(Duration.ofDays(1));
        assertThat(enter(gate, 1, limits)).isNotDone();
        time.pass(Duration.ofMinutes(9));
        assertThat(enter(gate, 1, limits)).isDone();
    }

    @Test
    void moreRecipientsThanADay_areNoMatterOfWaiting() {
        Limits limits = new Limits(3, 30, 100, 0, Duration.ofDays(2));
        EmailException refused = catchThrowableOfType(EmailException.class, () -> gate.enter(ANNA, 101, limits));
        assertThat(refused.kind()).isEqualTo(Kind.MESSAGE);
        assertThat(refused).hasMessageContaining("101 recipients").hasMessageContaining("Recipients per Day");
    }

    @Test
    void withoutLimits_nothingWaits_andNothingIsCounted() {
        Limits none = new Limits(0, 0, 0, 0, Duration.ZERO);
        for (int i = 0; i < 100; i++) {
            gate.enter(ANNA, 1000, none).close();
            gate.connect(ANNA, none);
        }
        time.pass(Duration.ofMinutes(1));
        GateStatus status = gate.status(ANNA, none);
        assertThat(status.messages()).isZero();
        assertThat(status.recipients()).isZero();
        assertThat(status.connections()).isZero();
    }

    @Test
    void rest_stopsTheMailboxOnAllNodes_untilItEnds() {
        gate.rest(ANNA, Duration.ofSeconds(30), "432 4.3.2 Concurrent connections limit exceeded");
        Gate other = node();
        CompletableFuture<Gate.Turn> turn = enter(other);
        CompletableFuture<Gate.Connection<String>> connection = connect(other);
        assertThat(other.status(ANNA, LIMITS).restsUntil())
                .contains(time.instant().plusSeconds(30));
        assertThat(other.status(ANNA, LIMITS).cause()).startsWith("432 4.3.2");
        time.pass(Duration.ofSeconds(30).minusMillis(1));
        assertThat(turn).isNotDone();
        assertThat(connection).isNotDone();
        time.pass(Duration.ofMillis(1));
        assertThat(turn).isDone();
        assertThat(connection).isDone();
    }

    @Test
    void rest_isNeverShortened_butEndedByAPerson_onAllNodes() {
        gate.rest(ANNA, Duration.ofHours(2), "554 5.2.0 SubmissionQuotaExceeded");
        gate.rest(ANNA, Duration.ofSeconds(10), "432 too fast");
        EmailException refused = catchThrowableOfType(EmailException.class, () -> gate.enter(ANNA, 1, Limits.EXCHANGE));
        assertThat(refused)
                .hasMessage("The mailbox anna@example.org rests: 554 5.2.0 SubmissionQuotaExceeded."
                        + " Its turn comes in 2 h, and the field Longest Wait allows 2 min.");
        CompletableFuture<Gate.Turn> waits = enter(gate, 1, new Limits(3, 30, 0, 0, Duration.ofHours(3)));
        node().wake(ANNA);
        time.pass(Lane.LOOK);
        assertThat(waits).isDone();
    }

    @Test
    void refusalsInARow_growTheRest_untilAMailIsAccepted() {
        assertThat(restAfterARefusal()).isEqualTo(Duration.ofSeconds(10));
        assertThat(restAfterARefusal()).isEqualTo(Duration.ofSeconds(20));
        gate.rest(ANNA, Duration.ofSeconds(10), "together with the last one");
        time.pass(Duration.ofSeconds(20));
        assertThat(restAfterARefusal()).isEqualTo(Duration.ofSeconds(40));
        time.pass(Duration.ofSeconds(40));
        gate.enter(ANNA, 1, LIMITS).accepted();
        assertThat(restAfterARefusal()).isEqualTo(Duration.ofSeconds(10));
    }

    private Duration restAfterARefusal() {
        gate.status(ANNA, LIMITS).restsUntil().ifPresent(until -> time.pass(Duration.between(time.instant(), until)));
        gate.enter(ANNA, 1, LIMITS).close();
        gate.rest(ANNA, Duration.ofSeconds(10), "432 too fast");
        return Duration.between(
                time.instant(), gate.status(ANNA, LIMITS).restsUntil().orElseThrow());
    }

    @Test
    void threeConnectionsAreOpen_onAllNodes_theFourthWaits() {
        Gate other = node();
        Gate.Slot first = gate.connect(ANNA, LIMITS);
        other.connect(ANNA, LIMITS);
        other.connect(ANNA, LIMITS);
        CompletableFuture<Gate.Connection<String>> here = connect(gate);
        CompletableFuture<Gate.Connection<String>> there = connect(other);
        time.pass(Duration.ofMinutes(5));
        assertThat(here).isNotDone();
        assertThat(there).isNotDone();
        assertThat(gate.status(ANNA, LIMITS).connections()).isEqualTo(3);
        first.close();
        assertThat(here).isDone();
        here.join().slot().close();
        time.pass(Duration.ofSeconds(1));
        assertThat(there).isDone();
    }

    @Test
    void noConnectionComesFree_theCallerIsToldAfterTheLongestWait() {
        Limits hasty = new Limits(1, 0, 0, 0, Duration.ofSeconds(20));
        gate.connect(ANNA, hasty);
        CompletableFuture<Gate.Connection<String>> next = gate.lane(ANNA).<String>connect(() -> null, hasty).answer;
        time.pass(Duration.ofSeconds(19));
        assertThat(next).isNotDone();
        time.pass(Duration.ofSeconds(1));
        assertThat(failure(next))
                .hasMessage("The 1 SMTP connections of the mailbox anna@example.org are in use."
                        + " None came free within the 20 s that the field Longest Wait allows.");
        assertThat(failure(next).retryAfter()).isPresent();
    }

    @Test
    void aConnectionThatLiesIdle_goesToTheFirstWhoCanUseIt() {
        for (int i = 0; i < 3; i++) {
            gate.connect(ANNA, LIMITS);
        }
        AtomicReference<String> idle = new AtomicReference<>();
        CompletableFuture<Gate.Connection<String>> stranger = connect(gate);
        CompletableFuture<Gate.Connection<String>> friend =
                gate.lane(ANNA).<String>connect(() -> idle.getAndSet(null), LIMITS).answer;
        idle.set("warm");
        gate.offer(ANNA);
        assertThat(stranger).isNotDone();
        assertThat(friend.join().taken()).isEqualTo("warm");
        idle.set("warm again");
        assertThat(gate.<String>connect(ANNA, LIMITS, () -> idle.getAndSet(null), slot -> "fresh"))
                .isEqualTo("warm again");
    }

    @Test
    void connectionsOfOtherSettings_lieIdle_andTheirOwnerIsAskedForThem() {
        List<Gate.Slot> warm = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            warm.add(gate.connect(ANNA, LIMITS));
        }
        gate.onCrowded(mailbox -> {
            assertThat(mailbox).isEqualTo(ANNA);
            if (!warm.isEmpty()) {
                warm.remove(0).close();
            }
        });
        gate.connect(ANNA, LIMITS);
        assertThat(warm).hasSize(2);
        CompletableFuture<Gate.Connection<String>> there = connect(node());
        assertThat(there).as("of another node").isNotDone();
        time.pass(Lane.LOOK.plusSeconds(1));
        assertThat(there).isDone();
        time.pass(Duration.ofMinutes(5));
        assertThat(warm).as("no more than it took").hasSize(1);
    }

    @Test
    void aConnectionThatCannotBeOpened_givesItsPlaceBack() {
        catchThrowableOfType(
                IllegalStateException.class,
                () -> gate.<String>connect(ANNA, LIMITS, () -> null, slot -> {
                    throw new IllegalStateException("refused");
                }));
        assertThat(gate.status(ANNA, LIMITS).connections()).isZero();
    }

    @Test
    void closed_theGateSendsEverybodyAway_andGivesConnectionsBack() {
        send(gate, 30);
        Gate.Slot slot = gate.connect(ANNA, LIMITS);
        CompletableFuture<Gate.Turn> turn = enter(gate);
        gate.connect(ANNA, LIMITS);
        gate.connect(ANNA, LIMITS);
        CompletableFuture<Gate.Connection<String>> connection = connect(gate);
        gate.close();
        assertThat(failure(turn)).hasMessageContaining("Posthorn is stopping");
        assertThat(failure(turn).kind()).isEqualTo(Kind.TEMPORARY);
        assertThat(failure(connection)).hasMessageContaining("Posthorn is stopping");
        assertThat(catchThrowableOfType(EmailException.class, () -> gate.enter(ANNA, 1, LIMITS)))
                .hasMessageContaining("Posthorn is stopping");
        slot.close();
        assertThat(node().status(ANNA, LIMITS).connections()).isZero();
        assertThat(node().status(ANNA, LIMITS).messages()).isEqualTo(30);
    }

    @Test
    void mailboxes_areListed() {
        send(gate, 1);
        gate.rest("bert@example.org", Duration.ofSeconds(1), "432");
        assertThat(node().mailboxes()).containsExactly(ANNA, "bert@example.org");
    }

    @Test
    void manyThreadsAndNodes_shareTheMailbox_onRealThreads() throws Exception {
        Limits limits = new Limits(3, 40, 1000, 0, Duration.ofSeconds(1));
        AtomicInteger admitted = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        try (Gate one = new Gate(store, time, GateTimer.threads(1));
                Gate two = new Gate(store, time, GateTimer.threads(1))) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Gate mine = i % 2 == 0 ? one : two;
                threads.add(new Thread(() -> {
                    for (int n = 0; n < 10; n++) {
                        try {
                            mine.enter(ANNA, 1, limits).close();
                            admitted.incrementAndGet();
                        } catch (EmailException e) {
                            refused.incrementAndGet();
                        }
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(admitted).hasValue(40);
        assertThat(refused).hasValue(40);
    }
}
