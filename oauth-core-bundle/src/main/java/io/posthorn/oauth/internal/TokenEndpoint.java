package io.posthorn.oauth.internal;

import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenException;

import java.net.URI;
import java.util.Set;

/** Where grants become access tokens (RFC 6749, section 3.2). */
@FunctionalInterface
public interface TokenEndpoint {

    /**
     * Makes one token request.
     *
     * @param client who asks
     * @param refreshToken the newest refresh token of the account; empty for a grant that knows none
     * @param scopes what for, all of one resource
     * @return the authority's answer
     * @throws TokenException if it refused, or could not be asked
     */
    TokenResponse request(OAuthClient client, String refreshToken, Set<String> scopes);

    /**
     * Asks an authority for an answer, whatever it is; no secret goes there.
     *
     * @param authority its https address, without tenant
     * @return what answered and which way, for people; empty for an endpoint that needs no network
     * @throws TokenException if it cannot be reached
     */
    default String reach(URI authority) {
        return "";
    }
}
