package io.posthorn.email.internal.gate;

import io.posthorn.email.EmailException;
import io.posthorn.email.internal.Limits;
import io.posthorn.store.Store;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets mails through at the pace that their mailbox allows, whoever sends them and whatever settings they use, on every
 * server that shares the store. While the store is out of reach, each server counts alone. Safe for use by any thread.
 *
 * <p>Enter first and connect then, never the other way round: who holds a connection must not wait for those who wait for
 * one. Hold no lock that an idle connection is taken under when calling anything here.
 */
public final class Gate implements AutoCloseable {

    private final InstantSource clock;
    private final GateTimer timer;
    private final DoubleSupplier chance;
    private final JdbcRows rows;
    private final Ledgers ledgers;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final List<Consumer<String>> crowded = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /**
     * Makes one. A database that nodes share tells the time of its rows itself.
     *
     * @param store keeps the permits
     * @param clock tells the time
     */
    public Gate(Store store, InstantSource clock) {
        this(
                store,
                clock,
                GateTimer.threads(1),
                true,
                () -> ThreadLocalRandom.current().nextDouble(),
                new Names());
    }

    /**
     * Makes one whose time runs as somebody likes. All nodes on the store must have the same clock.
     *
     * @param store keeps the permits
     * @param clock tells the time, that of the rows too
     * @param timer runs as fast as the clock; closed with the gate
     */
    public Gate(Store store, InstantSource clock, GateTimer timer) {
        this(store, clock, timer, false, () -> ThreadLocalRandom.current().nextDouble(), new Names());
    }

    /** @param chance from 0 to 1, by which rests are longer than they must be */
    Gate(Store store, InstantSource clock, GateTimer timer, boolean databaseTime, DoubleSupplier chance, Names names) {
        this.clock = clock;
        this.timer = timer;
        this.chance = chance;
        this.rows = new JdbcRows(store, clock, databaseTime, names.process());
        this.ledgers = new Ledgers(rows, names, clock);
    }

    /**
     * Waits for the mailbox's turn: a message of its minute, recipients of its day, and the end of its rest. Callers of this
     * node are let in in their order; only one whose mail waits for the day is overtaken.
     *
     * @param mailbox its address, in any case; for a server without a login {@code host:port}
     * @param recipients of the message
     * @param limits of the mailbox
     * @return to be closed when the server has answered
     * @throws EmailException if the turn cannot come within the longest wait, the thread was interrupted (its flag is set
     *     then), or the gate is closed (temporary, and when to try again); if the mail has more recipients than a day
     *     (message)
     */
    public Turn enter(String mailbox, int recipients, Limits limits) {
        if (limits.recipientsPerDay() > 0 && recipients > limits.recipientsPerDay()) {
            throw new Complaint(key(mailbox)).tooMany(recipients, limits);
        }
        Lane lane = lane(mailbox);
        return await(lane, lane.enter(recipients, limits));
    }

    /**
     * Waits until one more SMTP connection may be open.
     *
     * @param mailbox as for {@link #enter}
     * @param limits of the mailbox
     * @return to be closed when the connection is
     * @throws EmailException as {@link #enter}
     */
    public Slot connect(String mailbox, Limits limits) {
        return this.<Slot>connect(mailbox, limits, () -> null, slot -> slot);
    }

    /**
     * Waits for a connection: one that lies idle, or a new one as soon as it may be open. Callers of this node are served in
     * their order, except that an idle connection goes to the first who can use it.
     *
     * @param <C> a connection
     * @param mailbox as for {@link #enter}
     * @param limits of the mailbox
     * @param idle takes one that lies idle and fits, or gives null; quick, and called by any thread, now and after each
     *     {@link #offer}
     * @param fresh opens a new one, which closes the slot when it is closed; runs in the caller's thread. If it throws, the
     *     slot is given back
     * @return either
     * @throws EmailException as {@link #enter}
     */
    public <C> C connect(String mailbox, Limits limits, Supplier<@Nullable C> idle, Function<Slot, C> fresh) {
        Lane lane = lane(mailbox);
        Connection<C> place = await(lane, lane.connect(idle, limits));
        Slot slot = place.slot();
        if (slot == null) {
            return place.taken();
        }
        try {
            return fresh.apply(slot);
        } catch (RuntimeException | Error e) {
            slot.close();
            throw e;
        }
    }

    /**
     * Tells that a connection of the mailbox lies idle now: the first who waits and can use it takes it. If there are only
     * others who wait, here or on another node, the listeners of {@link #onCrowded} are called, by this thread.
     *
     * @param mailbox as for {@link #enter}
     */
    public void offer(String mailbox) {
        lane(mailbox).offer();
    }

    /**
     * Hears of mailboxes for which somebody waits for a connection that may lie idle here. One such connection, if there is
     * any, should be closed; if that is not enough, it is called again.
     *
     * @param listener of the mailbox in lower case; quick, called by any thread
     * @return ends it
     */
    public Runnable onCrowded(Consumer<String> listener) {
        crowded.add(listener);
        return () -> crowded.remove(listener);
    }

    /**
     * Lets nothing through for a while: the server has said that the mailbox is too fast, or is over a quota. Refusals in a
     * row double the rest, up to a quarter of an hour or the rest itself if that is longer; one fifth more may be added by
     * chance. A rest that is longer already stays. Returns at once.
     *
     * @param mailbox as for {@link #enter}
     * @param rest how long after a first refusal
     * @param cause for those who wait
     */
    public void rest(String mailbox, Duration rest, String cause) {
        double more = chance.getAsDouble();
        lane(mailbox).rest(ledger -> ledger.refused(rest, cause, more));
    }

    /**
     * Ends a rest, on every node.
     *
     * @param mailbox as for {@link #enter}
     * @throws io.posthorn.store.StoreException if the store is out of reach; then only this node's is ended
     */
    public void wake(String mailbox) {
        lane(mailbox).note(Ledger::wake);
        rows.endRest(key(mailbox));
        lane(mailbox).look();
    }

    /**
     * How a mailbox stands. If the store is out of reach, what this node knows.
     *
     * @param mailbox as for {@link #enter}
     * @param limits of the mailbox
     * @return as of now
     */
    public GateStatus status(String mailbox, Limits limits) {
        JdbcRows.Result<Rows> read = ledgers.read(key(mailbox));
        Ledger ledger = new Ledger(read.rows(), read.now());
        Lane lane = lane(mailbox);
        Forecast forecast = new Forecast(ledger);
        lane.queue().forEach(waiter -> forecast.next(waiter.recipients, waiter.limits, Long.MAX_VALUE));
        long wait = forecast.next(1, limits, Long.MAX_VALUE).at() - ledger.now;
        Rest rest = ledger.rest();
        boolean rests = rest.until() > ledger.now;
        Instant now = clock.instant();
        return new GateStatus(
                key(mailbox),
                ledger.messages().size(),
                ledger.days().values().stream().mapToLong(Long::longValue).sum(),
                ledger.slots(),
                rests ? Optional.of(now.plusMillis(rest.until() - ledger.now)) : Optional.empty(),
                rests ? rest.cause() : "",
                lane.waiting(),
                Duration.ofMillis(wait));
    }

    /**
     * The mailboxes that have passed here, on any node.
     *
     * @return their addresses in lower case
     * @throws io.posthorn.store.StoreException if the store is out of reach
     */
    public List<String> mailboxes() {
        return rows.mailboxes();
    }

    private static String key(String mailbox) {
        return mailbox.toLowerCase(Locale.ROOT);
    }

    Lane lane(String mailbox) {
        Lane lane = lanes.computeIfAbsent(key(mailbox), key -> new Lane(key, ledgers, clock, timer, this::tell));
        if (closed) { // also if it was made just after
            lane.close();
        }
        return lane;
    }

    private void tell(String mailbox) {
        crowded.forEach(listener -> listener.accept(mailbox));
    }

    private static <T> T await(Lane lane, Waiter<T> waiter) {
        boolean interrupted = false;
        while (true) {
            try {
                T answer = waiter.answer.get();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return answer;
            } catch (InterruptedException e) {
                interrupted = true;
                lane.giveUp(waiter); // if it is too late for that, the answer is there
            } catch (ExecutionException e) {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                throw rethrown(e);
            }
        }
    }

    /** Each caller gets its own, with its own stack. */
    private static RuntimeException rethrown(ExecutionException e) {
        if (e.getCause() instanceof EmailException known) {
            return new EmailException(
                    known.kind(),
                    known.serverReply(),
                    String.valueOf(known.getMessage()),
                    known.retryAfter().orElse(null),
                    known.outcomes(),
                    known.getCause());
        }
        return new IllegalStateException(e.getCause());
    }

    /** Those who wait get a temporary failure, and connections are given back. Close the connections before. */
    @Override
    public void close() {
        closed = true;
        lanes.values().forEach(Lane::close);
        timer.close();
    }

    /**
     * A place for a connection.
     *
     * @param slot for a new one; null if there is an idle one
     * @param idle the idle one
     */
    record Connection<C>(@Nullable Slot slot, @Nullable C idle) {

        C taken() {
            return Objects.requireNonNull(idle);
        }
    }

    /**
     * One message's permit. It counts for a minute (and its recipients for a day) from when it is closed. While it is open it
     * counts, too; if this process dies, for a minute and a half.
     */
    public static final class Turn implements AutoCloseable {

        private final Lane lane;
        private final Permit permit;
        private final Duration waited;
        private final AtomicBoolean ended = new AtomicBoolean();

        Turn(Lane lane, Permit permit, Duration waited) {
            this.lane = lane;
            this.permit = permit;
            this.waited = waited;
        }

        /**
         * How long its caller has waited.
         *
         * @return 0 or more
         */
        public Duration waited() {
            return waited;
        }

        /** The message never reached the server, so it does not count. Ends the turn. */
        public void unused() {
            if (ended.compareAndSet(false, true)) {
                lane.end(permit, ledger -> ledger.drop(permit));
            }
        }

        /** The server has taken the message: refusals are no longer in a row. Ends the turn. */
        public void accepted() {
            if (ended.compareAndSet(false, true)) {
                lane.endAccepted(permit);
            }
        }

        /** The server has answered, or the connection is dead. Does nothing if the turn has ended. Returns at once. */
        @Override
        public void close() {
            if (ended.compareAndSet(false, true)) {
                lane.end(permit, ledger -> ledger.finish(permit));
            }
        }
    }

    /** One open connection. */
    public static final class Slot implements AutoCloseable {

        private final Lane lane;
        private final String id;
        private final AtomicBoolean ended = new AtomicBoolean();

        Slot(Lane lane, String id) {
            this.lane = lane;
            this.id = id;
        }

        /** The connection is closed. Returns at once. */
        @Override
        public void close() {
            if (ended.compareAndSet(false, true)) {
                lane.closeSlot(id);
            }
        }
    }
}
