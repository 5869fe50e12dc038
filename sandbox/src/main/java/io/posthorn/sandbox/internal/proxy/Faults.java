package io.posthorn.sandbox.internal.proxy;

import io.posthorn.sandbox.After;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a proxy does to a connection.
 *
 * @param latency one way
 * @param octetsPerSecond each way; 0 for as fast as it goes
 * @param broken when it breaks, if so
 * @param silent whether it breaks by silence and not by its end
 * @param without capabilities that are taken out, in upper case
 * @param strippedStartTls whether SMTP goes on in clear to the client, and under TLS to the server
 * @param passedTls whether TLS goes through untouched
 */
public record Faults(
        Duration latency,
        long octetsPerSecond,
        Optional<After> broken,
        boolean silent,
        Set<String> without,
        boolean strippedStartTls,
        boolean passedTls) {
    /** A proxy that changes nothing. */
    public static Faults none() {
        return new Faults(Duration.ZERO, 0, Optional.empty(), false, Set.of(), false, false);
    }
}
