package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccountStatus;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An account as the store keeps it.
 *
 * @param key who it is
 * @param name of the page that named it; empty for fields on other pages
 * @param version grows with every refresh
 * @param refreshToken the newest; empty while the seed is
 * @param tokens its access tokens, also expired ones
 * @param createdAt when it was first used
 * @param refreshedAt when the authority last gave a token
 * @param rotatedAt when the refresh token came
 * @param failure of the last attempt; empty if that went well
 */
record StoredAccount(
        AccountKey key,
        Optional<String> name,
        long version,
        Optional<String> refreshToken,
        List<StoredToken> tokens,
        Instant createdAt,
        Optional<Instant> refreshedAt,
        Optional<Instant> rotatedAt,
        Optional<AccountStatus.Failure> failure) {

    @Override
    public String toString() {
        return "StoredAccount[" + key.id() + ", version=" + version + "]";
    }
}
