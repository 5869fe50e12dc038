package io.posthorn.email.internal.gate;

import org.jspecify.annotations.Nullable;

/**
 * What a look at the ledger says to one who waits.
 *
 * @param at when it will be let in at the earliest, in milliseconds since 1970
 * @param obstacle null if it is let in now
 */
record Verdict(long at, @Nullable Obstacle obstacle) {

    boolean isGranted() {
        return obstacle == null;
    }
}
