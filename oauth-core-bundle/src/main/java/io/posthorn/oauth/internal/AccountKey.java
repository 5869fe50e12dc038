package io.posthorn.oauth.internal;

import io.posthorn.oauth.OAuthClient;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What an account is known by in the store: which application, where, and the seed that its refresh token grew from. The
 * client secret is left out: a new one goes on with the refresh token of the old one.
 *
 * @param id a hash over the rest and the seed
 * @param authority without tenant
 * @param tenant directory ID, domain, or {@code common}
 * @param clientId of the app registration
 */
record AccountKey(String id, String authority, String tenant, String clientId) {

    static AccountKey of(OAuthClient client) {
        String authority = client.cloud().authority().toString();
        String whole = String.join("\n", authority, client.tenant(), client.clientId(), client.refreshToken());
        return new AccountKey(sha256(whole), authority, client.tenant(), client.clientId());
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
