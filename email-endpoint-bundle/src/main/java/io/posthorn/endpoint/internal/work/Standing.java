package io.posthorn.endpoint.internal.work;

import io.posthorn.endpoint.EndpointStatus;
import io.posthorn.endpoint.EndpointStatus.State;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How an endpoint is. Safe for use by any thread. */
public final class Standing {

    private final InstantSource clock;
    private State state = State.STARTING;
    private String why = "";
    private @Nullable Instant lastHeard;
    private @Nullable Instant lastMail;
    private long committed;
    private long failed;
    private long ignored;
    private long backlog;

    /** @param clock tells when something happened */
    public Standing(InstantSource clock) {
        this.clock = clock;
    }

    /** Says what it does now, and why it waits. */
    public synchronized void is(State now, String cause) {
        state = now;
        why = cause;
    }

    synchronized void heard() {
        lastHeard = clock.instant();
    }

    synchronized void mail() {
        lastMail = clock.instant();
    }

    synchronized void committed() {
        committed++;
    }

    synchronized void failed() {
        failed++;
    }

    synchronized void ignored() {
        ignored++;
    }

    synchronized void backlog(long mails) {
        backlog = mails;
    }

    /** For people. */
    public synchronized EndpointStatus status(String name, String mailbox, String service) {
        return new EndpointStatus(
                name,
                mailbox,
                service,
                state,
                why,
                Optional.ofNullable(lastHeard),
                Optional.ofNullable(lastMail),
                committed,
                failed,
                ignored,
                backlog);
    }
}
