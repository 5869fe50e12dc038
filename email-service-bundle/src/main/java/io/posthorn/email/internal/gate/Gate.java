package io.posthorn.email.internal.gate;

import io.posthorn.email.internal.Limits;
import io.posthorn.store.Store;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Lets mails through at the pace that their mailbox allows, whoever sends them and whatever settings they use, on every
 * server that shares the store. Safe for use by any thread.
 */
public final class Gate implements AutoCloseable {

    /**
     * Makes one.
     *
     * @param store keeps the permits
     * @param clock tells the time
     */
    public Gate(Store store, InstantSource clock) {}

    /**
     * Waits for the mailbox's turn: a message of its minute, recipients of its day, and the end of its rest.
     *
     * @param mailbox its address, in any case; for a server without a login {@code host:port}
     * @param recipients of the message
     * @param limits of the mailbox
     * @return to be closed when the server has answered
     * @throws io.posthorn.email.EmailException if the turn cannot come within the longest wait, or the thread was
     *     interrupted (temporary, and when to try again)
     */
    public Turn enter(String mailbox, int recipients, Limits limits) {
        return new Turn(Duration.ZERO);
    }

    /**
     * Waits until one more SMTP connection may be open.
     *
     * @param mailbox as for {@link #enter}
     * @param limits of the mailbox
     * @return to be closed when the connection is
     * @throws io.posthorn.email.EmailException as {@link #enter}
     */
    public Slot connect(String mailbox, Limits limits) {
        return new Slot();
    }

    /**
     * Lets nothing through for a while: the server has said that the mailbox is too fast, or is over a quota.
     *
     * @param mailbox as for {@link #enter}
     * @param rest how long
     * @param cause for those who wait
     */
    public void rest(String mailbox, Duration rest, String cause) {}

    @Override
    public void close() {}

    /** One message's permit. It counts for a minute (and its recipients for a day) from when it is closed. */
    public static final class Turn implements AutoCloseable {

        private final Duration waited;

        Turn(Duration waited) {
            this.waited = waited;
        }

        /** How long its caller has waited. */
        public Duration waited() {
            return waited;
        }

        /** The message never reached the server, so it does not count. */
        public void unused() {}

        @Override
        public void close() {}
    }

    /** One open connection. */
    public static final class Slot implements AutoCloseable {

        @Override
        public void close() {}
    }
}
