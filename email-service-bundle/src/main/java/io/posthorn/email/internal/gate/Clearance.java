package io.posthorn.email.internal.gate;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Whether those whom nothing limits may go without a look at the ledger for their own sake: the last one is young, and the
 * mailbox did not rest. Guarded by its lane's lock.
 */
final class Clearance {

    /** When the last look was taken; null if there was none, or a refusal has come since. */
    private @Nullable Instant looked;

    private Rest rest = Rest.NONE;
    private boolean rests;
    private boolean refused;

    /** The mailbox shall rest; how long, the next look says that notes it. */
    void refused() {
        looked = null;
        refused = true;
    }

    /** What is noted now has the refusals that came until now. */
    void noted() {
        refused = false;
    }

    /** @param at when the look was begun */
    void seen(Look.Seen seen, Instant at) {
        if (!refused) { // or it was taken before the refusal
            looked = at;
            rest = seen.rest();
            rests = rest.until() > seen.now();
        }
    }

    boolean isGiven(Instant now) {
        return looked != null && !rests && !now.isBefore(looked) && now.isBefore(looked.plus(Lane.LOOK));
    }

    /** Whether a mail that the server takes may end a row of refusals. */
    boolean isAfterRefusals() {
        return looked == null || rest.refusals() > 0;
    }
}
