package io.posthorn.email.internal.gate;

import io.posthorn.email.internal.Limits;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One who waits at the gate of a mailbox. What changes in it is guarded by its lane's lock. */
abstract class Waiter<T> {

    final Limits limits;
    final Instant since;

    /** Completed within the lane's lock only. */
    final CompletableFuture<T> answer = new CompletableFuture<>();

    /** Of the last look; null before the first. */
    @Nullable
    Verdict verdict;

    /** When it is expected to be let in, by the caller's clock. */
    Instant expected;

    private Runnable timeout = () -> {};

    Waiter(Limits limits, Instant since) {
        this.limits = limits;
        this.since = since;
        this.expected = since;
    }

    Duration patience(Instant now) {
        return limits.longestWait().minus(Duration.between(since, now));
    }

    void endsWith(Runnable cancel) {
        timeout = cancel;
    }

    /** Whether only a rest, or somebody before it, can make it wait. */
    abstract boolean isUnlimited();

    /** Lets in one who is unlimited. */
    abstract void go(Lane lane, Instant now);

    void admit(T value) {
        timeout.run();
        answer.complete(value);
    }

    void fail(RuntimeException cause) {
        timeout.run();
        answer.completeExceptionally(cause);
    }

    /** Waits for its turn in the day, the minute, or the end of a rest. */
    static final class ForTurn extends Waiter<Gate.Turn> {

        final int recipients;

        ForTurn(int recipients, Limits limits, Instant since) {
            super(limits, since);
            this.recipients = recipients;
        }

        @Override
        boolean isUnlimited() {
            return limits.messagesPerMinute() == 0 && limits.recipientsPerDay() == 0;
        }

        @Override
        void go(Lane lane, Instant now) {
            go(lane, Permit.uncounted(recipients), now);
        }

        void go(Lane lane, Permit permit, Instant now) {
            admit(new Gate.Turn(lane, permit, Duration.between(since, now)));
        }
    }

    /** Waits for a connection: a new one, or one that lies idle. */
    static final class ForConnection<C> extends Waiter<Gate.Connection<C>> {

        /** The name of every slot that no row stands for. */
        private static final String UNCOUNTED = "";

        private final Supplier<@Nullable C> idle;

        ForConnection(Supplier<@Nullable C> idle, Limits limits, Instant since) {
            super(limits, since);
            this.idle = idle;
        }

        @Override
        boolean isUnlimited() {
            return limits.connections() == 0;
        }

        @Override
        void go(Lane lane, Instant now) {
            takeSlot(new Gate.Slot(lane, UNCOUNTED));
        }

        /** @return whether there was one that lay idle */
        boolean takeIdle() {
            C connection = idle.get();
            if (connection != null) {
                admit(new Gate.Connection<>(null, connection));
            }
            return connection != null;
        }

        void takeSlot(Gate.Slot slot) {
            admit(new Gate.Connection<>(slot, null));
        }
    }
}
