package io.posthorn.email.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.internal.mail.Checkup;
import io.posthorn.email.internal.mail.wire.Transcript;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.NetworkException;
import io.posthorn.oauth.TokenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Arrays;
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
        CompletableFuture<Optional<String>> trial = CompletableFuture.supplyAsync(() -> Arrays.stream(servers)
                .map(settings -> refusal(hasOwnToken, settings))
                .flatMap(Optional::stream)
                .findFirst());
        try {
            return trial.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The login could not be tried.", e.getCause());
        } catch (TimeoutException e) {
            log.warn("The logins were not tried to their end within {} s; the page is saved.", limit.toSeconds());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** One that cannot be asked keeps no other from being tried. */
    private Optional<String> refusal(boolean hasOwnToken, ConnectionSettings settings) {
        try (Checkup checkup = new Checkup(settings, network, Transcript.NONE)) {
            checkup.logIn();
            return Optional.empty();
        } catch (EmailException e) {
            boolean isItsFault = hasOwnToken || !(e.getCause() instanceof TokenException);
            if (isItsFault && !PASSING.contains(e.kind())) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
            log.warn(
                    "The login at the {} could not be tried; the page is saved. {}", settings.server(), e.getMessage());
        } catch (NetworkException | TokenException e) {
            log.warn(
                    "The login at the {} could not be tried; the page is saved. {}", settings.server(), e.getMessage());
        }
        return Optional.empty();
    }
}
