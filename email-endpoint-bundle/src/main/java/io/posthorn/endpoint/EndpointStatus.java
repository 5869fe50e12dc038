package io.posthorn.endpoint;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How an endpoint is.
 *
 * @param name of the endpoint
 * @param mailbox what it watches: the user that logs in, and the folder
 * @param service that its mails start
 * @param state what it does
 * @param why it waits, as a sentence; empty if it does not
 * @param lastHeard when the server last answered, or told something by itself; empty if never since the start
 * @param lastMail when the last mail was taken up; empty if never since the start
 * @param committed how many mails were done since the start
 * @param failed how many went to quarantine since the start
 * @param ignored how many may start nothing, since the start
 * @param backlog how many mails were there at the last look and are not done
 */
public record EndpointStatus(
        String name,
        String mailbox,
        String service,
        State state,
        String why,
        Optional<Instant> lastHeard,
        Optional<Instant> lastMail,
        long committed,
        long failed,
        long ignored,
        long backlog) {

    /** What an endpoint does. */
    public enum State {
        /** Connects for the first time. */
        STARTING,
        /** Waits for mail: the server tells, or it looks when its time has come. */
        WATCHING,
        /** Works on a mail. */
        WORKING,
        /** Waits, and tries again by itself. */
        WAITING,
        /** A person has paused it. */
        PAUSED,
        /** Its field Enabled is not ticked, or it has done all its scans. */
        STOPPED,
        /** Its page, or that of the defaults, is wrong. */
        WRONG_PAGE
    }

    public EndpointStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mailbox, "mailbox");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(lastHeard, "lastHeard");
        Objects.requireNonNull(lastMail, "lastMail");
    }
}
