package io.posthorn.sandbox.internal.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts what happened in the last minute or day; not safe for several threads. */
final class SlidingWindow {
    private record Event(Instant at, int count) {}

    private final Duration length;
    private final Deque<Event> events = new ArrayDeque<>();
    private long sum;

    SlidingWindow(Duration length) {
        this.length = length;
    }

    void add(Instant at, int count) {
        events.add(new Event(at, count));
        sum += count;
    }

    /** What has happened by now, or is to happen yet, and still counts. */
    long count(Instant now) {
        while (!events.isEmpty() && !events.peek().at().plus(length).isAfter(now)) {
            sum -= events.remove().count();
        }
        return sum;
    }

    /** The first instant, from now on, at which fewer than {@code limit} events count. */
    Instant room(Instant now, int limit) {
        long excess = count(now) - limit;
        Instant free = now;
        for (Event event : events) {
            if (excess < 0) {
                break;
            }
            free = event.at().plus(length);
            excess -= event.count();
        }
        return free;
    }
}
