package io.posthorn.oauth.internal;

import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for what another thread gets. */
final class Waiting {

    private Waiting() {}

    /** Whoever is interrupted goes; the other thread does not stop for that. */
    static <T> T on(CompletableFuture<T> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenException(Kind.TEMPORARY, "", "The thread was stopped while it waited for a token.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TokenException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }
}
