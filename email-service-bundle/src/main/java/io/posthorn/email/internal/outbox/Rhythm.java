package io.posthorn.email.internal.outbox;

import java.time.Duration;

/**
 * How often the outbox looks.
 *
 * @param poll for mail that other servers have submitted, and for what has become due
 * @param lease how long a server may be silent before another takes its mailbox over
 * @param signIn between the tries of a mailbox that waits for a sign-in
 * @param retry before the second try of a deferred mail; further waits grow up to {@link #LONGEST_RETRY}
 * @param rest of a mailbox after its first failure; further ones grow up to {@link #LONGEST_REST}
 * @param tidy between clearances
 */
record Rhythm(Duration poll, Duration lease, Duration signIn, Duration retry, Duration rest, Duration tidy) {

    static final Duration LONGEST_RETRY = Duration.ofHours(4);
    static final Duration LONGEST_REST = Duration.ofMinutes(15);

    static final Rhythm USUAL = new Rhythm(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            Duration.ofMinutes(2),
            Duration.ofSeconds(10),
            Duration.ofHours(1));
}
