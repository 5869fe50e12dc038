package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.Grant;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Fetches new tokens for one account, one attempt at a time. Servers that share a store take turns by a lease in it; the
 * authority is asked outside any transaction; what it gave is committed only if nobody else was faster.
 */
final class Renewal {

    private static final Logger log = LoggerFactory.getLogger(Renewal.class);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_AGAIN_MILLIS = 200;
    private static final int STRAGGLES = 3;

    private final OAuthClient client;
    private final AccountKey key;
    private final Surroundings around;
    private final String proof;
    private final String owner;

    /** An answer of the authority that the store would not take. It may hold the only living refresh token. */
    private volatile @Nullable Uncommitted uncommitted;

    Renewal(OAuthClient client, Surroundings around) {
        this.client = client;
        this.key = AccountKey.of(client);
        this.around = around;
        this.proof = key.proof(client);
        this.owner = around.tokens().newOwner();
    }

    private record Uncommitted(long version, TokenResponse response, Instant fetchedAt) {}

    /**
     * Does it.
     *
     * @param permissions what the new token must allow
     * @param name of the account's page, or null
     * @param settled whether what is stored will do, because another server has been here
     * @param seen is given what the store holds before the authority is asked: a token of it may still serve
     * @param isPatient whether to wait while another server asks the authority
     * @return the account as it is now; empty if another server asks the authority and there is no patience
     * @throws TokenException if no token can be had, or none can be kept
     */
    Optional<StoredAccount> run(
            int permissions,
            @Nullable String name,
            Predicate<StoredAccount> settled,
            Consumer<StoredAccount> seen,
            BooleanSupplier isPatient) {
        try {
            Optional<StoredAccount> kept = commitWhatIsLeft();
            return kept.filter(settled).isPresent() ? kept : claim(permissions, name, settled, seen, isPatient);
        } catch (StoreException e) {
            readAtLeast(seen);
            throw new TokenException(
                    e.kind() == StoreException.Kind.UNAVAILABLE ? Kind.TEMPORARY : Kind.APP_CONFIGURATION,
                    "",
                    "No access token is fetched, because it could not be stored. " + e.getMessage(),
                    e);
        }
    }

    private Optional<StoredAccount> claim(
            int permissions,
            @Nullable String name,
            Predicate<StoredAccount> settled,
            Consumer<StoredAccount> seen,
            BooleanSupplier isPatient) {
        long waited = 0;
        int straggled = 0;
        while (true) {
            Claim claim = around.tokens().claim(key, name, owner, around.clock().instant(), settled);
            if (claim instanceof Claim.Settled done) {
                return Optional.of(done.account());
            } else if (claim instanceof Claim.Granted granted) {
                seen.accept(granted.account());
                Optional<StoredAccount> renewed = ask(granted.account(), permissions, straggled < STRAGGLES);
                if (renewed.isPresent()) {
                    return renewed;
                }
                straggled++; // another server was faster: look at what it left
            } else if (claim instanceof Claim.Taken taken) {
                seen.accept(taken.account());
                if (!isPatient.getAsBoolean()) {
                    return Optional.empty();
                }
                waited += lookAgainLater(waited);
            }
        }
    }

    /** A store that takes nothing may still give the token that another process has left there. */
    private void readAtLeast(Consumer<StoredAccount> seen) {
        try {
            around.tokens().read(key).ifPresent(seen);
        } catch (StoreException e) {
            log.debug("The store cannot be read either", e);
        }
    }

    private static long lookAgainLater(long waited) {
        if (waited > PATIENCE.toMillis()) {
            throw new TokenException(
                    Kind.TEMPORARY,
                    "",
                    "Another server that shares the store has been refreshing this account for " + PATIENCE.toMinutes()
                            + " minutes. It is tried again.",
                    null);
        }
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenException(Kind.TEMPORARY, "", "Posthorn is being stopped, so no token is fetched.", e);
        }
        return LOOK_AGAIN_MILLIS;
    }

    /** @return empty if another server was faster */
    private Optional<StoredAccount> ask(StoredAccount account, int permissions, boolean mayBeLate) {
        TokenResponse response;
        Instant askedAt = around.clock().instant(); // earlier than the authority's answer: on the safe side
        try {
            response = around.endpoint()
                    .request(client, refreshToken(account), Permissions.scopes(client.cloud(), permissions));
        } catch (TokenException e) {
            if (note(account, e) || !mayBeLate) {
                throw e;
            }
            return Optional.empty();
        }
        return commit(new Uncommitted(account.version(), response, askedAt));
    }

    private String refreshToken(StoredAccount account) {
        return account.refreshToken().orElseGet(() -> {
            if (client.grant() instanceof Grant.RefreshToken pasted) {
                return pasted.seed();
            }
            if (client.grant() instanceof Grant.SignedIn signedIn) {
                throw nobodyHasSignedIn(signedIn);
            }
            return "";
        });
    }

    static TokenException nobodyHasSignedIn(Grant.SignedIn grant) {
        return new TokenException(
                Kind.SIGN_IN_NEEDED,
                "",
                "Nobody has signed in for the account '" + grant.account() + "' yet. Run mail:signin " + grant.account()
                        + ", or paste a refresh token into the field Refresh Token.",
                null);
    }

    /** @return whether the failure is the account's: nobody else has refreshed it meanwhile */
    private boolean note(StoredAccount account, TokenException e) {
        AccountStatus.Failure failure = Setback.describe(e, around.clock().instant());
        try {
            return around.tokens().fail(key, account.version(), owner, failure);
        } catch (StoreException unavailable) {
            return true; // the lease ends by itself, and the failure is told to the caller
        }
    }

    private Optional<StoredAccount> commit(Uncommitted answer) {
        uncommitted = answer;
        try {
            Optional<StoredAccount> account =
                    around.tokens().commit(key, proof, answer.version(), answer.response(), answer.fetchedAt());
            uncommitted = null;
            return account;
        } catch (StoreException e) {
            throw new TokenException(
                    Kind.TEMPORARY,
                    "",
                    "The authority gave new tokens, but they could not be stored. They are kept in memory and not used"
                            + " before they are stored, which is tried again: do not stop this server until then. "
                            + e.getMessage(),
                    e);
        }
    }

    AccountKey key() {
        return key;
    }

    /** Whether a stored token is one that this client could have asked for. */
    boolean mayUse(StoredToken token) {
        return token.proof().equals(proof);
    }

    boolean hasLeft() {
        return uncommitted != null;
    }

    /** @return the account if there was something to commit, and it was; empty if not, or if another server was faster */
    Optional<StoredAccount> commitWhatIsLeft() {
        Uncommitted left = uncommitted;
        return left == null ? Optional.empty() : commit(left);
    }
}
