package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.Grant;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The tokens of one sign-in. A cached read takes no lock and allocates nothing; otherwise one attempt at a time is made, in
 * a thread of its own, and all who wait for it share what it got, be it a token or a refusal.
 */
final class Account {

    private static final Logger log = LoggerFactory.getLogger(Account.class);
    private static final CachedToken[] NONE = {};
    private static final Duration IDLE_REFRESH = Duration.ofDays(7);

    private final OAuthClient client;
    private final Surroundings around;
    private final Renewal renewal;

    private volatile CachedToken[] cache = NONE;
    private volatile Setback setback = Setback.NONE;

    /** Whether anybody was given a cached token since it was fetched. */
    private volatile boolean used;

    /** When the authority last gave a token, or the account was first seen; 0 until the store was asked. */
    private volatile long refreshedAt;

    private volatile int permissions; // last asked for
    private volatile @Nullable String name;
    private final AtomicBoolean enqueued = new AtomicBoolean();
    private @Nullable Flight flight; // guarded by this

    Account(OAuthClient client, Surroundings around) {
        this.client = client;
        this.around = around;
        this.renewal = new Renewal(client, around);
    }

    /** Attempt that is being made; several may wait for it. */
    private record Flight(int permissions, boolean isForeground, CompletableFuture<Boolean> result) {}

    void name(@Nullable String given) {
        name = given;
    }

    AccessToken token(int wanted) {
        long now = around.clock().millis();
        for (CachedToken cached : cache) {
            if (now < cached.freshUntil && cached.covers(wanted)) {
                if (!used) {
                    used = true;
                }
                return cached.value;
            }
        }
        return fetched(wanted);
    }

    private AccessToken fetched(int wanted) {
        while (true) {
            AccessToken resting = whileResting(wanted);
            if (resting != null) {
                return resting;
            }
            Flight joined;
            synchronized (this) {
                long now = around.clock().millis();
                CachedToken fresh = find(wanted, token -> now < token.freshUntil);
                if (fresh != null) {
                    return fresh.value;
                }
                joined = flight == null ? takeOff(wanted, true, isFresh(wanted)) : flight;
            }
            AccessToken shared = shared(joined, wanted);
            if (shared != null) {
                return shared;
            }
        }
    }

    /** What the attempt came to; null if it was for other permissions. */
    private @Nullable AccessToken shared(Flight joined, int wanted) {
        // One in the background may end without a token: then it is our turn.
        boolean isOurs = joined.isForeground() && Permissions.covers(joined.permissions(), wanted);
        try {
            Waiting.on(joined.result());
            CachedToken got = current(wanted);
            if (got == null && isOurs) {
                throw new TokenException(
                        Kind.TEMPORARY,
                        "",
                        "The token that came has expired already. Check the clock of this machine.",
                        null);
            }
            return got == null ? null : got.value;
        } catch (TokenException e) {
            return isOurs ? currentOr(wanted, e) : null;
        }
    }

    /** What a caller gets without a new attempt, so shortly after a failed one; null if there should be one. */
    private @Nullable AccessToken whileResting(int wanted) {
        long now = around.clock().millis();
        Setback last = setback;
        CachedToken current = current(wanted);
        if (current != null) {
            return now < last.restUntil() ? current.value : null;
        }
        if (last.failure() != null && last.isSilent(now, wanted)) {
            throw copy(last.failure());
        }
        return null;
    }

    /** Whoever waits gets an exception with a stack of his own. */
    private static TokenException copy(TokenException e) {
        return new TokenException(
                e.kind(),
                e.code(),
                String.valueOf(e.getMessage()),
                e,
                e.correlationId(),
                e.retryAfter().orElse(null));
    }

    private Predicate<StoredAccount> isFresh(int wanted) {
        return account -> {
            long now = around.clock().millis();
            return Arrays.stream(cached(account)).anyMatch(token -> token.covers(wanted) && now < token.freshUntil);
        };
    }

    /** Guarded by this. */
    private Flight takeOff(int wanted, boolean isForeground, Predicate<StoredAccount> settled) {
        Flight started = new Flight(wanted, isForeground, new CompletableFuture<>());
        flight = started;
        try {
            around.threads().execute(() -> fly(started, isForeground, settled));
        } catch (RejectedExecutionException e) {
            flight = null;
            throw new TokenException(Kind.TEMPORARY, "", "Posthorn is being stopped, so no token is fetched.", e);
        } catch (RuntimeException | Error e) {
            flight = null; // no thread could be made: the next caller must not wait for this attempt
            throw e;
        }
        return started;
    }

    private void fly(Flight started, boolean isForeground, Predicate<StoredAccount> settled) {
        try {
            int wanted = started.permissions();
            StoredAccount account = renewal.run(
                            wanted, name, settled, this::see, () -> isForeground && current(wanted) == null)
                    .orElse(null);
            land(wanted, account);
            started.result().complete(true);
        } catch (TokenException e) {
            crash(started, e);
        } catch (RuntimeException | Error e) {
            log.error("A token could not be fetched for client {}", client.clientId(), e);
            crash(started, new TokenException(Kind.TEMPORARY, "", "No token could be fetched: " + e, e));
        }
    }

    private void see(StoredAccount account) {
        synchronized (this) {
            cache = together(cached(account));
        }
    }

    /** What the store holds, and what is better in memory: it may be of another proof, or of another store. */
    private CachedToken[] together(CachedToken[] stored) {
        long now = around.clock().millis();
        Stream<CachedToken> stillGood = Stream.of(cache)
                .filter(old -> now < old.expiresAt && Stream.of(stored).noneMatch(fresh -> fresh.replaces(old)));
        return Stream.concat(Stream.of(stored), stillGood).toArray(CachedToken[]::new);
    }

    /** @param account null if another server is at it; the current token goes on then */
    private void land(int asked, @Nullable StoredAccount account) {
        synchronized (this) {
            flight = null;
            if (account == null) {
                setback = Setback.elsewhere(around.clock().millis());
                return;
            }
            cache = together(cached(account));
            refreshedAt = lastRefresh(account);
            setback = Setback.NONE;
            permissions = asked != 0 ? asked : lastGranted(account);
            used = false;
        }
    }

    private int lastGranted(StoredAccount account) {
        return account.tokens().stream()
                .findFirst()
                .map(newest -> Permissions.bits(client.cloud(), newest.scopes()))
                .orElse(permissions);
    }

    private static long lastRefresh(StoredAccount account) {
        return account.refreshedAt().orElse(account.createdAt()).toEpochMilli();
    }

    private void crash(Flight started, TokenException e) {
        synchronized (this) {
            flight = null;
            setback = setback.next(started.permissions(), e, around.clock().millis());
            CachedToken current = current(started.permissions());
            if (current != null) {
                log.warn("{} The current access token is used until {}.", e.getMessage(), current.value.expiresAt());
            }
        }
        started.result().completeExceptionally(e);
    }

    /** Tokens that mail servers have refused stay refused when they come from the store once more. */
    private CachedToken[] cached(StoredAccount account) {
        long now = around.clock().millis();
        double jitter = around.jitter().getAsDouble();
        return account.tokens().stream()
                .filter(renewal::mayUse)
                .map(stored -> CachedToken.of(stored, Permissions.bits(client.cloud(), stored.scopes()), jitter))
                .filter(token -> now < token.expiresAt)
                .map(token -> isRefused(token) ? token.refused(now) : token)
                .toArray(CachedToken[]::new);
    }

    private boolean isRefused(CachedToken token) {
        return Stream.of(cache).anyMatch(known -> known.isRefused() && known.value.equals(token.value));
    }

    private @Nullable CachedToken find(int wanted, Predicate<CachedToken> good) {
        for (CachedToken token : cache) {
            if (token.covers(wanted) && good.test(token)) {
                return token;
            }
        }
        return null;
    }

    /** One that has not expired, though a mail server may have refused it. */
    private @Nullable CachedToken current(int wanted) {
        long now = around.clock().millis();
        return find(wanted, token -> now < token.expiresAt);
    }

    /** Even where a person must act, the token in hand is good until it expires. */
    private AccessToken currentOr(int wanted, TokenException e) {
        CachedToken current = current(wanted);
        if (current == null) {
            throw copy(e);
        }
        return current.value;
    }

    void reject(AccessToken refused) {
        long now = around.clock().millis();
        synchronized (this) {
            cache = Stream.of(cache)
                    .map(token -> token.value.equals(refused) ? token.refused(now) : token)
                    .toArray(CachedToken[]::new);
        }
    }

    /** Whether the background should look after it now. */
    boolean isDue() {
        long now = around.clock().millis();
        if (hasLeft()) {
            return now >= setback.restUntil(); // it may be the only living refresh token
        }
        return now >= setback.backgroundUntil() && (refreshedAt == 0 || isDueAhead(now) || isIdleTooLong(now));
    }

    private boolean isDueAhead(long now) {
        return used && find(permissions, token -> now >= token.dueAt) != null;
    }

    private boolean isIdleTooLong(long now) {
        return !(client.grant() instanceof Grant.ClientCredentials) && now - refreshedAt >= IDLE_REFRESH.toMillis();
    }

    /** Whether the background is to look after it, and does not yet. */
    boolean enqueue() {
        return isDue() && enqueued.compareAndSet(false, true);
    }

    /** Fetches a new token before anybody has to wait for it, or before the refresh token dies of disuse. */
    void refreshAhead() {
        enqueued.set(false);
        Flight joined;
        synchronized (this) {
            if (flight != null || !isDue()) {
                return;
            }
            joined = takeOff(permissions, false, this::needsNothing);
        }
        try {
            Waiting.on(joined.result());
        } catch (TokenException e) {
            log.warn("An access token could not be fetched ahead of time. {}", e.getMessage());
        }
    }

    /**
     * Fetches a new token now, because a person wants to see that it works.
     *
     * @param needed what the pages that use it need; 0 if that is not known
     * @throws TokenException if that failed
     */
    void refresh(int needed) {
        Flight joined;
        synchronized (this) {
            long now = around.clock().millis();
            Setback last = setback;
            if (last.failure() != null && last.failure().retryAfter().isPresent() && last.isSilent(now, 0)) {
                throw copy(last.failure()); // the authority wants to be left alone
            }
            joined = flight == null
                    ? takeOff(permissions == 0 ? needed : permissions, true, account -> now < lastRefresh(account))
                    : flight;
        }
        try {
            Waiting.on(joined.result());
        } catch (TokenException e) {
            throw copy(e);
        }
    }

    private boolean needsNothing(StoredAccount account) {
        long now = around.clock().millis();
        if (isIdleTooLong(now) && now - lastRefresh(account) >= IDLE_REFRESH.toMillis()) {
            return false;
        }
        return !used
                || Arrays.stream(cached(account)).anyMatch(token -> token.covers(permissions) && now < token.dueAt);
    }

    /** After its rows were deleted or replaced: the next token comes from the seed, or from what is stored now. */
    void forget() {
        synchronized (this) {
            cache = NONE;
            setback = Setback.NONE;
        }
    }

    /** Whether there is a refresh token that the store would not take yet. */
    boolean hasLeft() {
        return renewal.hasLeft();
    }

    /** Whether there is anything left to do for an account that no page uses any more. */
    boolean isBusy() {
        synchronized (this) {
            return flight != null || renewal.hasLeft();
        }
    }

    /** Ends with the attempt that is being made; done if there is none. */
    CompletableFuture<?> attempt() {
        synchronized (this) {
            return flight == null ? CompletableFuture.completedFuture(true) : flight.result();
        }
    }

    /** The last chance for it. */
    void close() {
        try {
            renewal.commitWhatIsLeft();
        } catch (TokenException e) {
            log.error("The newest refresh token of client {} is lost. {}", client.clientId(), e.getMessage());
        }
    }

    OAuthClient client() {
        return client;
    }

    AccountKey key() {
        return renewal.key();
    }

    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** Why the last attempt of this server failed; empty if it went well, or there was none. */
    Optional<AccountStatus.Failure> lastFailure() {
        return setback.described();
    }
}
