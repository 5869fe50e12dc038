package io.posthorn.store.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** 32 secret bytes, and the name by which values and sentences refer to them, which is made from them. */
final class EncryptionKey {

    private static final int BYTES = 32;

    private static final String ADVICE =
            " A key is 32 bytes, in base64 (44 characters) or in 64 hexadecimal digits. To make one:"
                    + " openssl rand -base64 32.";

    private final byte[] bytes;
    private final String id;

    private EncryptionKey(byte[] bytes) {
        this.bytes = bytes;
        this.id = idOf(bytes);
    }

    static EncryptionKey random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new EncryptionKey(bytes);
    }

    /** @throws IllegalArgumentException saying what a key looks like, and not what this one does */
    static EncryptionKey parse(String text) {
        byte[] bytes;
        try {
            bytes = text.matches("[0-9a-fA-F]{64}")
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("It is neither base64 nor hexadecimal." + ADVICE);
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("It has " + bytes.length + " bytes." + ADVICE);
        }
        return new EncryptionKey(bytes);
    }

    private static String idOf(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            byte[] hash = mac.doFinal("Posthorn key id".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, 8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    /** 16 hexadecimal digits. */
    String id() {
        return id;
    }

    SecretKey aes() {
        return new SecretKeySpec(bytes, "AES");
    }

    /** The key itself, for the key file alone. */
    String secret() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "key " + id;
    }
}
