package io.posthorn.email.internal.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A clock that stands still until somebody moves it, and the timer that goes with it. Work is done by whoever asks for it. */
final class ManualTime implements InstantSource, GateTimer {

    private record Event(Instant at, Runnable work) {}

    private final List<Event> events = new ArrayList<>();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile Instant now = Instant.parse("2026-11-25T10:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void run(Runnable work) {
        busy.incrementAndGet();
        try {
            work.run();
        } finally {
            busy.decrementAndGet();
        }
    }

    boolean isIdle() {
        return busy.get() == 0;
    }

    @Override
    public Runnable after(Duration delay, Runnable work) {
        Event event = new Event(now.plus(delay), work);
        synchronized (events) {
            events.add(event);
        }
        return () -> {
            synchronized (events) {
                events.removeIf(one -> one == event);
            }
        };
    }

    /** Moves on, and does what is due meanwhile, each at its time. */
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (passToNext(end)) {}
        now = end;
    }

    /** @return false if nothing is due until then */
    boolean passToNext(Instant end) {
        Optional<Event> next;
        synchronized (events) {
            next = events.stream().filter(one -> !one.at().isAfter(end)).min(Comparator.comparing(Event::at));
            next.ifPresent(event -> events.removeIf(one -> one == event));
        }
        next.ifPresent(event -> {
            now = event.at().isAfter(now) ? event.at() : now;
            event.work().run();
        });
        return next.isPresent();
    }

    @Override
    public void close() {}
}
