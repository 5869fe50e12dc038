package io.posthorn.endpoint.internal.ledger;

import java.time.Instant;
import java.util.Set;

/** What somebody gets who wants to work on a mail. */
public sealed interface Claim {

    /** It is his, as long as the lease is renewed. */
    sealed interface Held extends Claim {
        /** Of the invocation. */
        String id();

        /** Names the claim; empty if none is needed. */
        String claim();
    }

    /**
     * The mail is to be worked on.
     *
     * @param id of the invocation
     * @param claim names the claim
     * @param attempt 1 for the first
     * @param tries attempts since it was last released, this one included
     * @param spared attempts before that
     * @param disturbed how often it could not be read
     * @param done which attachments have been answered, counted from 1
     */
    record Taken(String id, String claim, int attempt, int tries, int spared, int disturbed, Set<Integer> done)
            implements Held {
        public Taken {
            done = Set.copyOf(done);
        }
    }

    /** Somebody else works on it. */
    record Busy() implements Claim {}

    /**
     * It is not due.
     *
     * @param until when it is
     */
    record Later(Instant until) implements Claim {}

    /**
     * Its work has ended, and the folder is to be tidied.
     *
     * @param id of the invocation
     * @param claim names the claim; empty if the folder was tidied once
     * @param state how it has ended
     * @param cause why, if it was not well
     */
    record Ended(String id, String claim, State state, String cause) implements Held {}
}
