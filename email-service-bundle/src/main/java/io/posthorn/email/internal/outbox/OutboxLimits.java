package io.posthorn.email.internal.outbox;

import java.time.Duration;

/**
 * How much is kept, and how long.
 *
 * @param octets of bodies at most
 * @param keep how long a mail is listed that was sent, refused or dropped
 */
public record OutboxLimits(long octets, Duration keep) {

    /** Before there is a page. */
    public static final OutboxLimits DEFAULT = new OutboxLimits(1024L << 20, Duration.ofDays(30));
}
