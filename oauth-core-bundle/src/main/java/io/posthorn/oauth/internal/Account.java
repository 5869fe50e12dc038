package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenException;
import org.jspecify.annotations.Nullable;
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

/**
 * The tokens of one sign-in. A cached read takes no lock; one thread asks the authority while the others wait for it, and
 * share what it got, be it a token or a refusal.
 */
final class Account {

    private static final Logger log = LoggerFactory.getLogger(Account.class);

    /** Exchange's High Volume Email refuses a token with less life than this. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    /** A token that is refused sooner than this after it was fetched is not to blame; a new one would be refused too. */
    private static final Duration YOUNG = Duration.ofMinutes(5);

    /** How long the current token is used without asking again after a failure. */
    private static final Duration REST = Duration.ofSeconds(30);

    private final OAuthClient client;
    private final TokenEndpoint endpoint;
    private final TokenStore store;
    private final InstantSource clock;
    private final Object refreshing = new Object();

    private volatile List<CachedToken> cache = List.of();
    private volatile Instant restUntil = Instant.MIN;
    private volatile long attempts;
    private @Nullable Failure failure; // of the last attempt; guarded by refreshing

    Account(OAuthClient client, TokenEndpoint endpoint, TokenStore store, InstantSource clock) {
        this.client = client;
        this.endpoint = endpoint;
        this.store = store;
        this.clock = clock;
    }

    AccessToken token(Set<String> scopes) {
        Instant now = clock.instant();
        Optional<AccessToken> usable =
                cached(scopes, token -> token.isFresh(now) || token.isValid(now) && now.isBefore(restUntil));
        if (usable.isPresent()) {
            return usable.get();
        }
        long seen = attempts;
        synchronized (refreshing) {
            // Whoever waited here shares what the thread before it got.
            Instant then = clock.instant();
            return cached(scopes, token -> token.isFresh(then))
                    .orElseGet(() -> attempts == seen ? refresh(scopes) : shared(scopes));
        }
    }

    void reject(AccessToken refused) {
        Instant now = clock.instant();
        synchronized (refreshing) {
            cache = cache.stream()
                    .map(token -> token.value().equals(refused) && !token.isYoung(now) ? token.refused() : token)
                    .toList();
        }
    }

    private AccessToken shared(Set<String> scopes) {
        Failure last = failure;
        if (last == null || !last.scopes().equals(scopes)) {
            return refresh(scopes);
        }
        TokenException e = last.exception();
        return currentOr(scopes, new TokenException(e.kind(), e.code(), String.valueOf(e.getMessage()), e));
    }

    private AccessToken refresh(Set<String> scopes) {
        try {
            TokenResponse response =
                    endpoint.refresh(client, store.refreshToken(client).orElse(client.refreshToken()), scopes);
            response.refreshToken().ifPresent(rotated -> store.save(client, rotated));
            remember(new CachedToken(response.accessToken(), response.scopes(), clock.instant(), false));
            failure = null;
            log.debug(
                    "New access token for client {}, valid until {}",
                    client.clientId(),
                    response.accessToken().expiresAt());
            return response.accessToken();
        } catch (TokenException e) {
            failure = new Failure(scopes, e);
            restUntil = clock.instant().plus(REST);
            return currentOr(scopes, e);
        } finally {
            attempts = attempts + 1; // one thread at a time
        }
    }

    /** Even where a person must act, the token in hand is good until it expires, and the log says what is due. */
    private AccessToken currentOr(Set<String> scopes, TokenException e) {
        Instant now = clock.instant();
        AccessToken current = cached(scopes, token -> token.isValid(now)).orElseThrow(() -> e);
        log.warn("{} The current access token is used until {}.", e.getMessage(), current.expiresAt());
        return current;
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

    private record Failure(Set<String> scopes, TokenException exception) {}

    /** A token, what it was granted, when it came, and whether a mail server has refused it. */
    private record CachedToken(AccessToken value, Set<String> scopes, Instant fetchedAt, boolean isRefused) {

        CachedToken refused() {
            return new CachedToken(value, scopes, fetchedAt, true);
        }

        boolean covers(Set<String> wanted) {
            return scopes.containsAll(wanted);
        }

        boolean isYoung(Instant now) {
            return now.isBefore(fetchedAt.plus(YOUNG));
        }

        boolean isValid(Instant now) {
            return now.isBefore(value.expiresAt());
        }

        /** Short-lived tokens would never be fresh with the full margin; they are used for half their life. */
        boolean isFresh(Instant now) {
            Duration half = Duration.between(fetchedAt, value.expiresAt()).dividedBy(2);
            return !isRefused && !value.expiresWithin(half.compareTo(MARGIN) < 0 ? half : MARGIN, now);
        }
    }
}
