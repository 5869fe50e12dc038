package io.posthorn.console.internal.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How long an address must wait after too many refused logins. Besides, there is a limit over all addresses, since an attacker
 * can have many; whoever has logged in before is not held up by the strangers.
 */
final class RefusedLogins {

    static final int FROM_ONE = 10;
    static final int FROM_ALL = 100;
    static final Duration MEMORY = Duration.ofMinutes(5);

    private static final int KNOWN = 100;

    private record Refusal(String address, Instant at) {}

    private final InstantSource clock;
    /** Oldest first. Few: strangers add 100 at most, and each who is known 10. */
    private final Deque<Refusal> refusals = new ArrayDeque<>();
    /** Who has logged in, longest ago first. */
    private final Set<String> known = new LinkedHashSet<>();

    RefusedLogins(InstantSource clock) {
        this.clock = clock;
    }

    /** Zero if it need not. */
    synchronized Duration toWait(String address) {
        Instant now = clock.instant();
        forget(now);
        List<Instant> own = refusals.stream()
                .filter(one -> one.address().equals(address))
                .map(Refusal::at)
                .toList();
        List<Instant> all = known.contains(address)
                ? List.of()
                : refusals.stream().map(Refusal::at).toList();
        Duration mine = toWait(now, own, FROM_ONE);
        Duration everyones = toWait(now, all, FROM_ALL);
        return mine.compareTo(everyones) > 0 ? mine : everyones;
    }

    private static Duration toWait(Instant now, List<Instant> times, int limit) {
        return times.size() < limit
                ? Duration.ZERO
                : Duration.between(now, times.get(times.size() - limit).plus(MEMORY));
    }

    /** Whether it is this one that closes the console to the address; of many at once, one does. */
    synchronized boolean refused(String address) {
        boolean wasOpen = toWait(address).isZero();
        refusals.addLast(new Refusal(address, clock.instant()));
        return wasOpen && !toWait(address).isZero();
    }

    synchronized void accepted(String address) {
        known.remove(address);
        known.add(address);
        if (known.size() > KNOWN) {
            known.remove(known.iterator().next());
        }
    }

    private void forget(Instant now) {
        while (!refusals.isEmpty() && !refusals.getFirst().at().plus(MEMORY).isAfter(now)) {
            refusals.removeFirst();
        }
    }
}
