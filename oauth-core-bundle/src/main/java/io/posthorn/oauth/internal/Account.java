package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The tokens of one sign-in. A cached read takes no lock; one thread refreshes while the others wait for it. */
final class Account {

    private static final Logger log = LoggerFactory.getLogger(Account.class);

    /** Exchange's High Volume Email refuses a token with less life than this. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private final OAuthClient client;
    private final TokenEndpoint endpoint;
    private final TokenStore store;
    private final InstantSource clock;
    private final Object refreshing = new Object();

    private volatile List<CachedToken> cache = List.of();

    Account(OAuthClient client, TokenEndpoint endpoint, TokenStore store, InstantSource clock) {
        this.client = client;
        this.endpoint = endpoint;
        this.store = store;
        this.clock = clock;
    }

    AccessToken token(Set<String> scopes) {
        Optional<AccessToken> fresh = cached(scopes, token -> token.isFresh(clock.instant()));
        if (fresh.isPresent()) {
            return fresh.get();
        }
        synchronized (refreshing) {
            // Whoever waited here finds the token that the thread before it fetched.
            return cached(scopes, token -> token.isFresh(clock.instant())).orElseGet(() -> refresh(scopes));
        }
    }

    void reject(AccessToken refused) {
        synchronized (refreshing) {
            cache = cache.stream()
                    .filter(token -> !token.value().equals(refused))
                    .toList();
        }
    }

    private AccessToken refresh(Set<String> scopes) {
        try {
            TokenResponse response =
                    endpoint.refresh(client, store.refreshToken(client).orElse(client.refreshToken()), scopes);
            response.refreshToken().ifPresent(rotated -> store.save(client, rotated));
            remember(new CachedToken(response.accessToken(), response.scopes(), clock.instant()));
            log.debug(
                    "New access token for client {}, valid until {}",
                    client.clientId(),
                    response.accessToken().expiresAt());
            return response.accessToken();
        } catch (TokenException e) {
            // Even where a person must act: the token in hand is good until it expires, and the log says what is due.
            AccessToken current =
                    cached(scopes, token -> token.isValid(clock.instant())).orElseThrow(() -> e);
            log.warn("{} The current access token is used until {}.", e.getMessage(), current.expiresAt());
            return current;
        }
    }

    private void remember(CachedToken fetched) {
        Instant now = clock.instant();
        cache = Stream.concat(
                        Stream.of(fetched),
                        cache.stream().filter(token -> token.isValid(now) && !fetched.covers(token.scopes())))
                .toList();
    }

    private Optional<AccessToken> cached(Set<String> scopes, Predicate<CachedToken> good) {
        for (CachedToken token : cache) {
            if (token.covers(scopes) && good.test(token)) {
                return Optional.of(token.value());
            }
        }
        return Optional.empty();
    }

    /** A token, what it was granted, and when it came. */
    private record CachedToken(AccessToken value, Set<String> scopes, Instant fetchedAt) {

        boolean covers(Set<String> wanted) {
            return scopes.containsAll(wanted);
        }

        boolean isValid(Instant now) {
            return now.isBefore(value.expiresAt());
        }

        /** Short-lived tokens would never be fresh with the full margin; they are used for half their life. */
        boolean isFresh(Instant now) {
            Duration half = Duration.between(fetchedAt, value.expiresAt()).dividedBy(2);
            return !value.expiresWithin(half.compareTo(MARGIN) < 0 ? half : MARGIN, now);
        }
    }
}
