package io.posthorn.email.internal.gate;

import io.posthorn.email.internal.Limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * When those who wait for their turn get it, if nobody else comes: asked for one after the other, in their order. Nobody
 * overtakes, except one whose mail waits for the day: it may have to for hours.
 */
final class Forecast {

    private final long now;
    private final long restUntil;

    /** When the messages of the minute stop to count, as far as they have been answered; the others later than here. */
    private final PriorityQueue<Long> ends = new PriorityQueue<>();

    private final TreeMap<Long, Long> days;
    private long earliest;

    Forecast(Ledger ledger) {
        this.now = ledger.now;
        this.restUntil = ledger.rest().until();
        this.days = new TreeMap<>(ledger.days());
        this.earliest = Math.max(now, restUntil);
        ledger.messages().forEach(until -> ends.add(Math.min(until, now + Ledger.WINDOW)));
    }

    /**
     * The next one's turn.
     *
     * @param patience in milliseconds; one who would wait for longer does not stand in the way of the others
     */
    Verdict next(int recipients, Limits limits, long patience) {
        long day = day(recipients, limits.recipientsPerDay());
        if (day > earliest) {
            return new Verdict(day, Obstacle.DAY);
        }
        List<Long> ended = new ArrayList<>();
        long at = minute(limits.messagesPerMinute(), ended);
        if (at - now > patience) {
            ends.addAll(ended);
        } else {
            earliest = at;
            book(at, recipients, limits);
        }
        return new Verdict(at, at == now ? null : at <= restUntil ? Obstacle.REST : Obstacle.MINUTE);
    }

    private void book(long at, int recipients, Limits limits) {
        if (limits.messagesPerMinute() > 0) {
            ends.add(at + Ledger.WINDOW);
        }
        if (limits.recipientsPerDay() > 0) {
            days.merge(at - Math.floorMod(at, Ledger.BUCKET), (long) recipients, Long::sum);
        }
    }

    private long minute(int limit, List<Long> ended) {
        long at = earliest;
        while (limit > 0 && ends.size() >= limit) {
            long end = ends.remove();
            ended.add(end);
            at = Math.max(at, end);
        }
        return at;
    }

    /** When enough of the day's recipients stop to count; now if they fit. */
    private long day(int recipients, int limit) {
        long counted = days.values().stream().mapToLong(Long::longValue).sum();
        long at = now;
        for (Map.Entry<Long, Long> bucket : days.entrySet()) {
            if (limit == 0 || counted + recipients <= limit) {
                break;
            }
            counted -= bucket.getValue();
            at = bucket.getKey() + Ledger.BUCKET + Ledger.DAY;
        }
        return at;
    }
}
