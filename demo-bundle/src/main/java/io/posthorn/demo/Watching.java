package io.posthorn.demo;

import io.posthorn.endpoint.EndpointStatus;
import io.posthorn.endpoint.EndpointStatus.State;
import io.posthorn.endpoint.Endpoints;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Endpoints that listen: only then does it mean anything how soon one answers. */
final class Watching {

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);

    private final Endpoints endpoints;

    Watching(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** The address that it watches, once it does. */
    String mailboxOf(String endpoint) {
        long end = System.nanoTime() + PATIENCE;
        Optional<EndpointStatus> status = status(endpoint);
        while (status.filter(one -> one.state() == State.WATCHING).isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The endpoint '" + endpoint + "' does not watch its mailbox: "
                        + status.map(one -> one.state() + ". " + one.why()).orElse("it is not there."));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            status = status(endpoint);
        }
        return status.get().mailbox();
    }

    private Optional<EndpointStatus> status(String endpoint) {
        return endpoints.list().stream()
                .filter(status -> status.name().equals(endpoint))
                .findFirst();
    }
}
