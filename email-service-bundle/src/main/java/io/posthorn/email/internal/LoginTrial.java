package io.posthorn.email.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.internal.mail.Checkup;
import io.posthorn.email.internal.mail.wire.Transcript;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.NetworkException;
import io.posthorn.oauth.TokenException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Logs in to mail servers while somebody waits for it.
 *
 * @param network how they are reached
 * @param limit how long that person waits
 */
record LoginTrial(Network network, Duration limit) {

    private static final Logger log = LoggerFactory.getLogger(LoginTrial.class);

    /** What may be well with the same page a little later. */
    private static final Set<Kind> PASSING = EnumSet.of(Kind.TEMPORARY, Kind.IN_DOUBT, Kind.SIGN_IN_NEEDED);

    /**
     * Does it.
     *
     * @param hasOwnToken whether a token that does not come is this page's fault, and not that of an account's own page
     * @return why a server does not let in; empty if it does, or if that cannot be found out now
     */
    Optional<String> refusal(boolean hasOwnToken, ConnectionSettings... servers) {
        CompletableFuture<Void> trial = CompletableFuture.runAsync(() -> {
            for (ConnectionSettings settings : servers) {
                try (Checkup checkup = new Checkup(settings, network, Transcript.NONE)) {
                    checkup.logIn();
                }
            }
        });
        try {
            trial.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return refusal(e.getCause(), hasOwnToken);
        } catch (TimeoutException e) {
            log.warn("The login was not tried to its end within {} s; the page is saved.", limit.toSeconds());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> refusal(@Nullable Throwable cause, boolean hasOwnToken) {
        if (cause instanceof EmailException e
                && !PASSING.contains(e.kind())
                && (hasOwnToken || !(e.getCause() instanceof TokenException))) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        if (cause instanceof EmailException || cause instanceof TokenException || cause instanceof NetworkException) {
            log.warn("The login could not be tried; the page is saved. {}", cause.getMessage());
            return Optional.empty();
        }
        throw new IllegalStateException("The login could not be tried.", cause);
    }
}
