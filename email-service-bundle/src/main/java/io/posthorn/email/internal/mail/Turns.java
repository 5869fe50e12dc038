package io.posthorn.email.internal.mail;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.internal.Limits;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Who of this process uses a connection of a mailbox: as many at once as it allows, in the order in which they came. So a
 * connection that becomes free goes to the next one warm.
 */
final class Turns {

    private final Map<String, Semaphore> permits = new ConcurrentHashMap<>();

    /**
     * Waits for a permit.
     *
     * @return to be released
     * @throws EmailException if none comes in time, or the thread was interrupted
     */
    Semaphore take(String mailbox, Limits limits, Duration wait) {
        int most = limits.connections() == 0 ? Integer.MAX_VALUE : limits.connections();
        Semaphore mine = permits.computeIfAbsent(mailbox + " " + most, key -> new Semaphore(most, true));
        try {
            if (!mine.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw temporary("All " + limits.connections() + " connections that the mailbox " + mailbox
                        + " may have are in use, and none became free within " + wait.toSeconds()
                        + " seconds. Nothing was sent; try again later, or lengthen the field Longest Wait.");
            }
            return mine;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw temporary("The sending was stopped while it waited for a connection to the mailbox " + mailbox
                    + ". Nothing was sent.");
        }
    }

    private static EmailException temporary(String message) {
        return new EmailException(Kind.TEMPORARY, "", message, Duration.ofMinutes(1), List.of(), null);
    }
}
