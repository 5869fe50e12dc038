package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;

import java.util.Optional;
import java.util.Set;

/**
 * A token response (RFC 6749, section 5.1).
 *
 * @param accessToken the new token
 * @param scopes what it was granted, often more than was asked for
 * @param refreshToken the rotated refresh token; empty if the authority sent none, and the old one stays
 */
public record TokenResponse(AccessToken accessToken, Set<String> scopes, Optional<String> refreshToken) {

    @Override
    public String toString() {
        return "TokenResponse[" + accessToken + ", scopes=" + scopes + "]";
    }
}
