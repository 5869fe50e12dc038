package io.posthorn.oauth.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Binds an authorization code to whoever asked for it (PKCE, RFC 7636).
 *
 * @param verifier is shown to the authority with the code, and to nobody else
 */
record ProofKey(String verifier) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    static ProofKey random() {
        return new ProofKey(text(BYTES));
    }

    /** Random text that fits into an address, of 8 bits for each byte. */
    static String text(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return base64(random);
    }

    /** The challenge of the method S256. */
    String challenge() {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "ProofKey[]";
    }
}
