package io.posthorn.oauth.internal;

import io.posthorn.oauth.Credential;
import io.posthorn.oauth.Grant;
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
 * @param grant its name in token requests
 */
record AccountKey(String id, String authority, String tenant, String clientId, String grant) {

    static AccountKey of(OAuthClient client) {
        String authority = client.cloud().authority().toString();
        String whole = String.join("\n", authority, client.tenant(), client.clientId(), root(client.grant()));
        return new AccountKey(
                sha256(whole),
                authority,
                client.tenant(),
                client.clientId(),
                client.grant().value());
    }

    /**
     * A hash of what the client proves itself with. An access token is used only by those who could have asked for it: so a
     * wrong secret is noticed at once, and not when the token of the right one expires.
     */
    String proof(OAuthClient client) {
        return sha256(id + "\n" + client.cloud().appScope() + "\n" + proofOf(client.credential()));
    }

    private static String proofOf(Credential credential) {
        if (credential instanceof Credential.Secret secret) {
            return secret.value() + "\n" + secret.other();
        }
        return credential instanceof Credential.Certificate certificate ? "certificate " + certificate.file() : "";
    }

    /** What tells accounts of one application apart: where their refresh tokens grew from. */
    private static String root(Grant grant) {
        if (grant instanceof Grant.RefreshToken pasted) {
            return pasted.seed();
        }
        return grant instanceof Grant.SignedIn signedIn ? "signed in: " + signedIn.account() : grant.value();
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
