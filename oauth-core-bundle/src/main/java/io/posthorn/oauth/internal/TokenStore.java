package io.posthorn.oauth.internal;

import io.posthorn.oauth.OAuthClient;

import java.util.Optional;

/** Keeps the newest refresh token of each account. The one on a page is only its seed. */
interface TokenStore {

    /**
     * The newest refresh token that grew from the client's seed.
     *
     * @param client the account; a changed seed is another account and starts anew
     * @return empty if the seed was never refreshed
     */
    Optional<String> refreshToken(OAuthClient client);

    /**
     * Keeps a rotated refresh token, before the access token that came with it is handed out.
     *
     * @param client the account
     * @param rotated its newest refresh token
     */
    void save(OAuthClient client, String rotated);
}
