package io.posthorn.oauth.internal;

import java.net.URI;
import java.time.Instant;
import java.util.Set;

/**
 * A sign-in by authorization code that waits for its answer.
 *
 * @param state comes back with the answer, and tells that it is one to this sign-in
 * @param proofKey binds the code to it
 * @param redirect where the browser ends up
 * @param scopes what is asked for
 * @param until when the time is up
 * @param isUsed whether its answer has come
 */
record PendingSignIn(String state, ProofKey proofKey, URI redirect, Set<String> scopes, Instant until, boolean isUsed) {

    private static final int STATE_BYTES = 16;

    static PendingSignIn random(URI redirect, Set<String> scopes, Instant until) {
        return new PendingSignIn(
                ProofKey.text(STATE_BYTES), ProofKey.random(), redirect, Set.copyOf(scopes), until, false);
    }

    @Override
    public String toString() {
        return "PendingSignIn[redirect=" + redirect + ", until=" + until + "]";
    }
}
