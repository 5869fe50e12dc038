package io.posthorn.sandbox.internal;

import java.security.SecureRandom;
import java.util.Base64;

/** Random text in the shapes that Entra uses. */
public final class RandomText {
    private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    /** So many letters and digits. */
    public static String letters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(LETTERS_AND_DIGITS.charAt(RANDOM.nextInt(LETTERS_AND_DIGITS.length())));
        }
        return text.toString();
    }

    /** So many random bytes as base64url without padding. */
    public static String base64Url(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** 40 characters with the {@code ~}, {@code .} and {@code _} that a client must URL-encode or leave alone. */
    public static String clientSecret() {
        return letters(3) + "8Q~" + letters(12) + "." + letters(10) + "_" + letters(10);
    }

    /** A number from {@code from} up to, but without, {@code to}. */
    public static int between(int from, int to) {
        return from + RANDOM.nextInt(to - from);
    }
}
