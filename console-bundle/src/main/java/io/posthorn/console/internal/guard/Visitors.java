package io.posthorn.console.internal.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who has been at the web console lately: a Basic login comes with each request, and is worth a line only when it is new. */
final class Visitors {

    static final Duration AWAY = Duration.ofHours(8);

    private static final int MOST = 1000;

    private record Visitor(String user, String address) {}

    private final InstantSource clock;
    /** When each was here last, longest ago first. */
    private final Map<Visitor, Instant> seen = new LinkedHashMap<>();

    Visitors(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether it has not been here for eight hours. */
    synchronized boolean isNew(String user, String address) {
        Instant now = clock.instant();
        Visitor visitor = new Visitor(user, address);
        Instant before = seen.remove(visitor);
        seen.put(visitor, now);
        if (seen.size() > MOST) {
            seen.remove(seen.keySet().iterator().next());
        }
        return before == null || before.plus(AWAY).isBefore(now);
    }
}
