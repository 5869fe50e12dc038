package io.posthorn.email.internal.gate;

import java.time.Duration;

/**
 * How long a mailbox rests. Each refusal that follows another one doubles the rest, up to a quarter of an hour.
 *
 * @param until in milliseconds since 1970; 0 for never
 * @param cause for those who wait; empty if it never rested
 * @param refusals in a row
 */
record Rest(long until, String cause, int refusals) {

    static final Rest NONE = new Rest(0, "", 0);

    static final Duration LONGEST = Duration.ofMinutes(15);

    /** Of a rest, at most. So that those who were refused together do not come back together. */
    private static final double JITTER = 0.2;

    /**
     * What is left after one more refusal. Those that come while it rests were on their way already, and count as one.
     *
     * @param first the rest after one refusal; a longer one than a quarter of an hour does not grow
     * @param chance from 0 to 1
     */
    Rest refused(long now, Duration first, String why, double chance) {
        boolean rests = until > now;
        int step = rests ? Math.max(0, refusals - 1) : refusals;
        long end = now + length(first, step, chance);
        boolean isLonger = end > until;
        return new Rest(isLonger ? end : until, isLonger ? why : cause, rests ? Math.max(1, refusals) : refusals + 1);
    }

    private static long length(Duration first, int step, double chance) {
        long longest = Math.max(LONGEST.toMillis(), first.toMillis());
        long grown = first.toMillis();
        for (int i = 0; i < step && grown < longest; i++) {
            grown = Math.min(longest, grown * 2);
        }
        return grown + (long) (grown * JITTER * chance);
    }

    /** After a mail that the server took. A rest that others have begun meanwhile goes on. */
    Rest accepted() {
        return refusals == 0 ? this : new Rest(until, cause, 0);
    }

    /** The longer one of two that were counted apart. */
    Rest or(Rest other) {
        Rest longer = other.until > until ? other : this;
        return new Rest(longer.until, longer.cause, Math.max(refusals, other.refusals));
    }
}
