package io.posthorn.email.internal.gate;

import io.posthorn.email.internal.Limits;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One look at a mailbox's ledger: notes what has happened on this node, and says who may go. It can be taken again, on
 * another ledger, if a transaction has failed.
 *
 * @param news what has happened
 * @param open messages on their way
 * @param slots open connections
 * @param turns who waits for a turn, in their order
 * @param connections who waits for a connection, in their order
 * @param node its name
 * @param at when those who wait were asked how long they still would
 */
record Look(
        List<Consumer<Ledger>> news,
        List<Permit> open,
        List<String> slots,
        List<Waiter.ForTurn> turns,
        List<Waiter.ForConnection<?>> connections,
        String node,
        Instant at) {

    /** What was seen. The lists are in the order of those who wait. */
    record Seen(
            long now,
            Rest rest,
            List<Verdict> turns,
            List<@Nullable Permit> permits,
            List<Verdict> connections,
            List<@Nullable String> slots,
            boolean isWanted) {}

    Seen take(Ledger ledger, Names names) {
        news.forEach(note -> note.accept(ledger));
        open.forEach(ledger::keep);
        slots.forEach(ledger::keepSlot);
        List<Verdict> verdicts = new ArrayList<>();
        List<@Nullable Permit> permits = new ArrayList<>();
        Forecast forecast = new Forecast(ledger);
        for (Waiter.ForTurn waiter : turns) {
            Verdict verdict = forecast.next(waiter.recipients, waiter.limits, millis(waiter.patience(at)));
            verdicts.add(verdict);
            permits.add(verdict.isGranted() ? ledger.enter(names.next(), waiter.recipients, waiter.limits) : null);
        }
        List<Verdict> places = new ArrayList<>();
        List<@Nullable String> granted = new ArrayList<>();
        connections.forEach(waiter -> place(ledger, waiter.limits, names, places, granted));
        want(ledger, places);
        return new Seen(ledger.now, ledger.rest(), verdicts, permits, places, granted, ledger.isWantedByAnother(node));
    }

    private static void place(
            Ledger ledger, Limits limits, Names names, List<Verdict> places, List<@Nullable String> granted) {
        Obstacle ahead = places.isEmpty() ? null : places.get(places.size() - 1).obstacle();
        String slot = null;
        if (ledger.rest().until() > ledger.now) {
            places.add(new Verdict(ledger.rest().until(), Obstacle.REST));
        } else if (ahead != null || limits.connections() > 0 && ledger.slots() >= limits.connections()) {
            places.add(new Verdict(ledger.now, Obstacle.CONNECTIONS));
        } else {
            places.add(new Verdict(ledger.now, null));
            slot = names.next();
            if (limits.connections() > 0) {
                ledger.keepSlot(slot);
            }
        }
        granted.add(slot);
    }

    private void want(Ledger ledger, List<Verdict> places) {
        if (places.stream().anyMatch(place -> place.obstacle() == Obstacle.CONNECTIONS)) {
            ledger.want(node);
        } else {
            ledger.wantNoMore(node);
        }
    }

    private static long millis(Duration duration) {
        return duration.compareTo(Duration.ofDays(365)) < 0
                ? duration.toMillis()
                : Duration.ofDays(365).toMillis();
    }
}
