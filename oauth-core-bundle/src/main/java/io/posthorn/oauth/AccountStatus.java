package io.posthorn.oauth;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of an account, for people. It holds no token and no secret.
 *
 * @param name of the page OAuth 2.0 account; for an account whose fields are on another page, {@code own-} and the
 *     beginning of its hash
 * @param inUse whether a page uses it now; otherwise only its stored tokens are left
 * @param grant the OAuth 2.0 grant, for example {@code refresh_token}
 * @param authority where its tokens come from
 * @param tenant directory (tenant) ID, domain, {@code common} or {@code organizations}
 * @param clientId application (client) ID
 * @param user who signed in, as the newest access token says; empty if it does not
 * @param permissions what the newest access token allows
 * @param accessTokenSince when the newest access token came; empty if there is none
 * @param accessTokenUntil when it expires
 * @param refreshTokenSince when the newest refresh token came; empty while the pasted one is the newest
 * @param lastRefresh when the authority last gave tokens
 * @param lastFailure why the last attempt failed; empty if it went well
 */
public record AccountStatus(
        String name,
        boolean inUse,
        String grant,
        String authority,
        String tenant,
        String clientId,
        Optional<String> user,
        Set<Permission> permissions,
        Optional<Instant> accessTokenSince,
        Optional<Instant> accessTokenUntil,
        Optional<Instant> refreshTokenSince,
        Optional<Instant> lastRefresh,
        Optional<Failure> lastFailure) {

    /** A refresh token of a web or native application dies when it was not used for so long (Microsoft: Refresh tokens). */
    private static final Duration REFRESH_TOKEN_IDLE = Duration.ofDays(90);

    public AccountStatus {
        Objects.requireNonNull(name, "name");
        permissions = Set.copyOf(permissions);
    }

    /**
     * By when a person must act. Posthorn uses a refresh token at least once a week, so that a date in the future comes true
     * only if it does not run until then.
     *
     * @return since when a person is waited for, if one is; otherwise when the refresh token dies of disuse; empty if nobody
     *     knows, as with an app-only account, or a pasted refresh token that was never used
     */
    public Optional<Instant> actBy() {
        if (needsPerson()) {
            return lastFailure.map(Failure::at);
        }
        Optional<Instant> used = isLeftOver() ? Optional.empty() : lastRefresh.or(() -> refreshTokenSince);
        return grant.equals("refresh_token") ? used.map(since -> since.plus(REFRESH_TOKEN_IDLE)) : Optional.empty();
    }

    /**
     * Whether nothing goes on until a person has acted.
     *
     * @return true if the last attempt failed for a reason that does not pass by itself
     */
    public boolean needsPerson() {
        return !isLeftOver()
                && lastFailure
                        .filter(failure -> failure.kind() != TokenException.Kind.TEMPORARY)
                        .isPresent();
    }

    /** Nobody waits for it, whatever its last attempt came to. One whose page is wrong has no client ID, and is waited for. */
    private boolean isLeftOver() {
        return !inUse && !clientId.isEmpty();
    }

    /**
     * How it is, in plain words, without what to do: that stands in the message of {@link #lastFailure()}.
     *
     * @param now the time that it is told at
     * @return a sentence
     */
    public String summary(Instant now) {
        if (isLeftOver()) {
            return "No page uses it: only its stored tokens are left.";
        }
        if (lastFailure.isPresent()) {
            return summary(lastFailure.get().kind(), now);
        }
        if (lastRefresh.isEmpty()) {
            return "It has not been used yet: the first mail will ask for a token.";
        }
        return "It works. Nobody needs to do anything.";
    }

    private String summary(TokenException.Kind kind, Instant now) {
        boolean holds = accessTokenUntil.filter(now::isBefore).isPresent();
        String until = holds
                ? " Until " + accessTokenUntil.get().truncatedTo(ChronoUnit.SECONDS)
                        + " mail goes on with the token in hand."
                : " No mail goes until then.";
        return switch (kind) {
            case TEMPORARY ->
                holds
                        ? "It works with the token in hand. The last attempt to renew it failed; it is tried again by itself."
                        : "It waits for the network or for Microsoft, and tries again by itself.";
            case SIGN_IN_NEEDED -> "A person must sign in." + until;
            case APP_CONFIGURATION -> "Its page, or its app registration, must be put right." + until;
            case POLICY -> "An administrator of the tenant must allow it." + until;
        };
    }

    /**
     * Why the last attempt to refresh failed.
     *
     * @param at when
     * @param kind what must happen
     * @param code the authority's own code; empty if it gave none
     * @param correlationId for a support request to Microsoft; empty if there is none
     * @param message what it means and what to do
     */
    public record Failure(Instant at, TokenException.Kind kind, String code, String correlationId, String message) {}
}
