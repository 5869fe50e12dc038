package io.posthorn.endpoint.internal.work;

import io.posthorn.endpoint.internal.ledger.Ledger;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long an endpoint waits. All of it is bounded, so that none is deaf for ever.
 *
 * @param settle before anything is done: pages that are brought together come one after the other, and an endpoint must not begin
 *     without the <i>Trusted Server</i> of its defaults
 * @param sweep between two looks, even if the server tells of new mail by itself; IDLE is begun anew with each, and never is
 *     older than ten minutes
 * @param glance between two questions whether a pause is over, or a service there
 * @param first wait after a failure of the server
 * @param longest wait after many of them, and between two tries of a mail
 * @param again before a mail that has failed is tried again, the first time
 * @param lease how long a claim on a mail outlives its server
 * @param jitter numbers from 0 to 1; a wait is up to a quarter longer
 */
public record Rhythm(
        Duration settle,
        Duration sweep,
        Duration glance,
        Duration first,
        Duration longest,
        Duration again,
        Duration lease,
        DoubleSupplier jitter) {

    /** For a mailbox in earnest. */
    public static final Rhythm USUAL = new Rhythm(
            Duration.ofSeconds(2),
            Duration.ofMinutes(4),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Ledger.LEASE,
            Math::random);

    private static final int ENOUGH = 30;

    /** After so many failures of the server, one after the other. */
    Duration afterFailures(int failures) {
        return grown(first, failures);
    }

    /** After so many failures of one mail. */
    Duration beforeTry(int failures) {
        return grown(again, failures);
    }

    private Duration grown(Duration start, int failures) {
        double doubled = start.toMillis() * Math.pow(2, Math.max(1, Math.min(failures, ENOUGH)) - 1.0);
        double bounded = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis((long) (bounded * (1 + jitter.getAsDouble() / 4)));
    }
}
