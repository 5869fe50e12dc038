package io.posthorn.endpoint.internal.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a mailbox is looked at that does not tell of new mail by itself. */
public interface Schedule {

    /**
     * The next look.
     *
     * @param now after the last one, or at the start
     * @param done how many there have been
     * @return empty if there are no more
     */
    Optional<Instant> next(Instant now, long done);

    /**
     * Again and again.
     *
     * @param delay before the first look
     * @param interval between two looks
     * @param count how many; below 0 for ever
     * @return the schedule
     */
    static Schedule every(Duration delay, Duration interval, long count) {
        return (now, done) ->
                count >= 0 && done >= count ? Optional.empty() : Optional.of(now.plus(done == 0 ? delay : interval));
    }
}
