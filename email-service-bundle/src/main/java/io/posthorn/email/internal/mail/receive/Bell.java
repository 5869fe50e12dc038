package io.posthorn.email.internal.mail.receive;

import org.jspecify.annotations.Nullable;

/** Ends a wait from another thread. One that rings before the wait ends that before it begins. */
final class Bell {

    private boolean rung;
    private @Nullable Runnable waiting;

    synchronized void ring() {
        if (waiting == null) {
            rung = true;
        } else {
            waiting.run();
        }
    }

    /** Whether it has rung for the wait that is about to begin. */
    synchronized boolean hasRung() {
        boolean was = rung;
        rung = false;
        return was;
    }

    /** A wait begins, which this work ends. */
    synchronized void listen(Runnable end) {
        waiting = end;
        if (rung) {
            rung = false;
            end.run();
        }
    }

    synchronized void hush() {
        waiting = null;
    }
}
