package io.posthorn.email.internal.gate;

import io.posthorn.email.internal.Limits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * This node's side of one mailbox: who waits, what is open, and when to look at the ledger again. Looks are taken one after
 * the other, by the timer's threads, so that no caller who gives up breaks off a transaction.
 */
final class Lane {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    /** While something is open, or the mailbox rests: renews leases, and sees what other nodes have changed. */
    static final Duration LOOK = Duration.ofSeconds(5);

    /** While somebody waits for what is known to come later, unless a turn of another node is not used. */
    private static final Duration SELDOM = Duration.ofMinutes(1);

    /** While somebody waits for a connection that other nodes may have. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final String mailbox;
    private final Ledgers ledgers;
    private final InstantSource clock;
    private final GateTimer timer;
    private final Consumer<String> crowded;
    private final Complaint complaint;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiter.ForTurn> turns = new ArrayDeque<>();
    private final Deque<Waiter.ForConnection<?>> connections = new ArrayDeque<>();
    private final Set<Permit> open = new HashSet<>();
    private final Set<String> slots = new LinkedHashSet<>();
    private final Clearance clearance = new Clearance();
    private final List<Consumer<Ledger>> news = new ArrayList<>();
    private boolean looking;
    private boolean again;
    private boolean wanted;
    private @Nullable Instant told;
    private boolean closed;
    private String restCause = "";
    private Runnable cancelWake = () -> {};
    private @Nullable Instant wake;

    /** @param crowded is told when a connection that lies idle would be of use to others */
    Lane(String mailbox, Ledgers ledgers, InstantSource clock, GateTimer timer, Consumer<String> crowded) {
        this.mailbox = mailbox;
        this.ledgers = ledgers;
        this.clock = clock;
        this.timer = timer;
        this.crowded = crowded;
        this.complaint = new Complaint(mailbox);
    }

    Waiter.ForTurn enter(int recipients, Limits limits) {
        Waiter.ForTurn waiter = new Waiter.ForTurn(recipients, limits, clock.instant());
        join(turns, waiter);
        return waiter;
    }

    <C> Waiter.ForConnection<C> connect(Supplier<@Nullable C> idle, Limits limits) {
        Waiter.ForConnection<C> waiter = new Waiter.ForConnection<>(idle, limits, clock.instant());
        join(connections, waiter);
        return waiter;
    }

    private <W extends Waiter<?>> void join(Deque<W> queue, W waiter) {
        lock.lock();
        try {
            if (closed) {
                throw complaint.stopping();
            }
            if (waiter instanceof Waiter.ForConnection<?> one && one.takeIdle()) {
                return;
            }
            queue.add(waiter);
            letFreeOnesGo(queue, waiter.since);
            if (waiter.answer.isDone()) {
                return;
            }
            waiter.endsWith(timer.after(waiter.limits.longestWait(), () -> expire(queue, waiter)));
        } finally {
            lock.unlock();
        }
        look();
    }

    /** Those at the head whom nothing limits: nobody is overtaken. */
    private void letFreeOnesGo(Deque<? extends Waiter<?>> queue, Instant now) {
        while (!queue.isEmpty() && queue.peek().isUnlimited() && clearance.isGiven(now)) {
            queue.remove().go(this, now);
        }
    }

    private void expire(Deque<? extends Waiter<?>> queue, Waiter<?> waiter) {
        lock.lock();
        try {
            // Before the first look nobody knows whether it has to wait at all.
            if (waiter.verdict != null && queue.remove(waiter)) {
                waiter.fail(complaint.tooLong(waiter, clock.instant(), restCause));
            }
        } finally {
            lock.unlock();
        }
    }

    /** @return false if it was answered already */
    boolean giveUp(Waiter<?> waiter) {
        lock.lock();
        try {
            boolean waits = turns.remove(waiter) || connections.remove(waiter);
            if (waits) {
                waiter.fail(complaint.interrupted());
            }
            return waits;
        } finally {
            lock.unlock();
        }
    }

    /** Those who wait for a connection may take one that lies idle. If nobody can use it, its owner is told. */
    void offer() {
        boolean useful;
        lock.lock();
        try {
            connections.removeIf(Waiter.ForConnection::takeIdle);
            useful = !connections.isEmpty() || isAskedFor(clock.instant());
        } finally {
            lock.unlock();
        }
        if (useful) {
            crowded.accept(mailbox);
        }
    }

    /** Notes what has happened, before anybody else is let in. */
    void note(Consumer<Ledger> note) {
        lock.lock();
        try {
            news.add(note);
        } finally {
            lock.unlock();
        }
        look();
    }

    /** As {@link #note}; those without limits are not let in before it is noted, either. */
    void rest(Consumer<Ledger> refusal) {
        lock.lock();
        try {
            clearance.refused();
            news.add(refusal);
        } finally {
            lock.unlock();
        }
        look();
    }

    void end(Permit permit, Consumer<Ledger> note) {
        if (permit.isCounted()) {
            endCounted(permit, note);
        }
    }

    private void endCounted(Permit permit, Consumer<Ledger> note) {
        lock.lock();
        try {
            open.remove(permit);
            news.add(note);
        } finally {
            lock.unlock();
        }
        look();
    }

    /** The server has taken the message: refusals are no longer in a row. */
    void endAccepted(Permit permit) {
        if (permit.isCounted() || isAfterRefusals()) {
            endCounted(permit, ledger -> {
                ledger.finish(permit);
                ledger.accepted();
            });
        }
    }

    private boolean isAfterRefusals() {
        lock.lock();
        try {
            return clearance.isAfterRefusals();
        } finally {
            lock.unlock();
        }
    }

    void closeSlot(String id) {
        boolean counted;
        lock.lock();
        try {
            counted = slots.remove(id);
            if (counted) {
                news.add(ledger -> ledger.closeSlot(id));
            }
        } finally {
            lock.unlock();
        }
        if (counted) {
            look();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return turns.size() + connections.size();
        } finally {
            lock.unlock();
        }
    }

    /** For the turn of one more: the recipients and limits of those who wait already. */
    List<Waiter.ForTurn> queue() {
        lock.lock();
        try {
            return List.copyOf(turns);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a look soon; if one is being taken, another one after it. */
    void look() {
        boolean inline;
        lock.lock();
        try {
            if (looking) {
                again = true;
                return;
            }
            looking = true;
            inline = closed;
        } finally {
            lock.unlock();
        }
        if (inline) {
            lookUntilQuiet();
        } else {
            timer.run(this::lookUntilQuiet);
        }
    }

    private void lookUntilQuiet() {
        do {
            lookOnce();
        } while (isWantedAgain());
    }

    private boolean isWantedAgain() {
        lock.lock();
        try {
            looking = again;
            again = false;
            return looking;
        } finally {
            lock.unlock();
        }
    }

    private void lookOnce() {
        Look look = begin();
        boolean isCrowded;
        try {
            Look.Seen seen = ledgers.with(mailbox, ledger -> look.take(ledger, ledgers.names()));
            isCrowded = settle(look, seen);
        } catch (RuntimeException e) {
            log.error("The limits of the mailbox {} could not be checked", mailbox, e);
            failAll(complaint.broken(e));
            return;
        }
        if (isCrowded) {
            crowded.accept(mailbox);
        }
    }

    private Look begin() {
        lock.lock();
        try {
            Look look = new Look(
                    List.copyOf(news),
                    List.copyOf(open),
                    List.copyOf(slots),
                    List.copyOf(turns),
                    List.copyOf(connections),
                    ledgers.names().node(),
                    clock.instant());
            news.clear();
            clearance.noted();
            return look;
        } finally {
            lock.unlock();
        }
    }

    /** @return whether somebody needs a connection that may lie idle here */
    private boolean settle(Look look, Look.Seen seen) {
        lock.lock();
        try {
            Instant now = clock.instant();
            restCause = seen.rest().cause();
            wanted = seen.isWanted();
            for (int i = 0; i < look.turns().size(); i++) {
                settle(look.turns().get(i), seen.turns().get(i), seen.permits().get(i), seen.now(), now);
            }
            for (int i = 0; i < look.connections().size(); i++) {
                settle(
                        look.connections().get(i),
                        seen.connections().get(i),
                        seen.slots().get(i),
                        seen.now(),
                        now);
            }
            connections.removeIf(Waiter.ForConnection::takeIdle);
            clearance.seen(seen, look.at());
            letFreeOnesGo(turns, now);
            letFreeOnesGo(connections, now);
            wakeLater(now);
            return connections.stream().anyMatch(Lane::isCrowdedOut) || isAskedFor(now);
        } finally {
            lock.unlock();
        }
    }

    /** Not again before the other node can have taken what was given back. */
    private boolean isAskedFor(Instant now) {
        boolean asked = wanted && (told == null || !now.isBefore(told.plus(GLANCE.multipliedBy(2))));
        if (asked) {
            told = now;
        }
        return asked;
    }

    private static boolean isCrowdedOut(Waiter<?> waiter) {
        return waiter.verdict != null && waiter.verdict.obstacle() == Obstacle.CONNECTIONS;
    }

    private void settle(Waiter.ForTurn waiter, Verdict verdict, @Nullable Permit permit, long seen, Instant now) {
        boolean waits = turns.contains(waiter);
        if (permit == null) {
            postpone(turns, waiter, verdict, seen, now);
        } else if (waits) {
            turns.remove(waiter);
            if (permit.isCounted()) {
                open.add(permit);
            }
            waiter.go(this, permit, now);
        } else { // it has given up meanwhile
            news.add(ledger -> ledger.drop(permit));
            again = true;
        }
    }

    private void settle(
            Waiter.ForConnection<?> waiter, Verdict verdict, @Nullable String slot, long seen, Instant now) {
        boolean waits = connections.contains(waiter);
        if (slot == null) {
            postpone(connections, waiter, verdict, seen, now);
        } else if (waits) {
            connections.remove(waiter);
            if (waiter.limits.connections() > 0) {
                slots.add(slot);
            }
            waiter.takeSlot(new Gate.Slot(this, slot));
        } else {
            news.add(ledger -> ledger.closeSlot(slot));
            again = true;
        }
    }

    private void postpone(Deque<? extends Waiter<?>> queue, Waiter<?> waiter, Verdict verdict, long seen, Instant now) {
        waiter.verdict = verdict;
        waiter.expected = now.plusMillis(verdict.at() - seen);
        Duration patience = waiter.patience(now);
        boolean isTooLate = waiter.expected.isAfter(now.plus(patience)) || patience.isNegative() || patience.isZero();
        if (isTooLate && queue.remove(waiter)) {
            waiter.fail(complaint.tooLong(waiter, now, restCause));
        }
    }

    private void failAll(RuntimeException cause) {
        lock.lock();
        try {
            turns.forEach(waiter -> waiter.fail(cause));
            turns.clear();
            connections.forEach(waiter -> waiter.fail(cause));
            connections.clear();
        } finally {
            lock.unlock();
        }
    }

    private void wakeLater(Instant now) {
        if (!isNeeded()) {
            return; // a wake that is due looks again whether it is
        }
        Instant next = now.plus(isWatched() ? LOOK : SELDOM);
        for (Waiter<?> waiter : turns) {
            next = earlier(next, waiter.expected);
        }
        for (Waiter<?> waiter : connections) {
            next = earlier(next, isCrowdedOut(waiter) ? now.plus(GLANCE) : waiter.expected);
        }
        Instant soonest = now.plusMillis(1);
        Instant at = next.isBefore(soonest) ? soonest : next;
        if (wake == null || at.isBefore(wake)) {
            cancelWake.run();
            wake = at;
            cancelWake = timer.after(Duration.between(now, at), this::wake);
        }
    }

    private boolean isWatched() {
        return !(open.isEmpty() && slots.isEmpty())
                || turns.stream()
                        .anyMatch(waiter -> waiter.verdict == null || waiter.verdict.obstacle() == Obstacle.REST)
                || !connections.isEmpty();
    }

    private static Instant earlier(Instant one, Instant other) {
        return other.isBefore(one) ? other : one;
    }

    private boolean isNeeded() {
        return !(turns.isEmpty() && connections.isEmpty() && open.isEmpty() && slots.isEmpty());
    }

    private void wake() {
        boolean needed;
        lock.lock();
        try {
            wake = null;
            needed = isNeeded();
        } finally {
            lock.unlock();
        }
        if (needed) {
            look();
        }
    }

    /** Nobody is let in any more. Connections are given back; messages on their way count until their leases end. */
    void close() {
        lock.lock();
        try {
            closed = true;
            cancelWake.run();
            slots.forEach(id -> news.add(ledger -> ledger.closeSlot(id)));
            slots.clear();
        } finally {
            lock.unlock();
        }
        failAll(complaint.stopping());
        look();
    }
}
