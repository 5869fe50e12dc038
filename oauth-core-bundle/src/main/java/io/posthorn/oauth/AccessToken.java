package io.posthorn.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A bearer token (RFC 6750) and the moment it stops being valid. Opaque: nobody but its audience may read it.
 *
 * @param value the token itself, never to be logged; {@link #toString()} leaves it out
 * @param expiresAt taken from {@code expires_in} of the token response (RFC 6749, section 5.1)
 */
public record AccessToken(String value, Instant expiresAt) {

    public AccessToken {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * Whether less than a margin of life is left.
     *
     * @param margin how much life the caller needs
     * @param now the present
     * @return true if the token is invalid at {@code now + margin}
     */
    public boolean expiresWithin(Duration margin, Instant now) {
        return !now.plus(margin).isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "AccessToken[expiresAt=" + expiresAt + "]";
    }
}
