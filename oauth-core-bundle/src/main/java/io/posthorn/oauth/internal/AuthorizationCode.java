package io.posthorn.oauth.internal;

import java.net.URI;

/**
 * What an authorization code is redeemed with.
 *
 * @param value the code
 * @param verifier proves that this sign-in is ours (RFC 7636)
 * @param redirect as it was asked for
 */
public record AuthorizationCode(String value, String verifier, URI redirect) {

    @Override
    public String toString() {
        return "AuthorizationCode[redirect=" + redirect + "]";
    }
}
