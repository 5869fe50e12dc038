package io.posthorn.oauth;

import java.time.Instant;
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

    public AccountStatus {
        Objects.requireNonNull(name, "name");
        permissions = Set.copyOf(permissions);
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
