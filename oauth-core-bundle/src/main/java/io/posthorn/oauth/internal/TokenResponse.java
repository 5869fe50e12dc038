package io.posthorn.oauth.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A token response (RFC 6749, section 5.1).
 *
 * @param accessToken the new token
 * @param life how long it is valid
 * @param scopes what it was granted, often more than was asked for
 * @param refreshToken the rotated refresh token; empty if the authority sent none, and the old one stays
 */
public record TokenResponse(String accessToken, Duration life, Set<String> scopes, Optional<String> refreshToken) {

    @Override
    public String toString() {
        return "TokenResponse[life=" + life + ", scopes=" + scopes + "]";
    }
}
