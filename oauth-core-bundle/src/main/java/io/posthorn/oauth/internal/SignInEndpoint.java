package io.posthorn.oauth.internal;

import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenException;

import java.util.Set;
import java.util.function.Consumer;

/** Where the sign-in of a person becomes tokens. */
public interface SignInEndpoint {

    /**
     * Redeems an authorization code (RFC 6749, section 4.1.3).
     *
     * @param client who asks
     * @param code what the sign-in gave
     * @param scopes as it was asked for
     * @return the authority's answer
     * @throws TokenException if it refused, or could not be asked
     */
    SignInAnswer redeem(OAuthClient client, AuthorizationCode code, Set<String> scopes);

    /**
     * Signs in on another device (RFC 8628), and waits until somebody has.
     *
     * @param client who asks; a public one
     * @param scopes what for
     * @param instructions is given the text for that person
     * @return the authority's answer
     * @throws TokenException if it refused, if nobody came in time, or the authority could not be asked
     */
    SignInAnswer byDevice(OAuthClient client, Set<String> scopes, Consumer<String> instructions);
}
