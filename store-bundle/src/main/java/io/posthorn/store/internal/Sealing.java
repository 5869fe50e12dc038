package io.posthorn.store.internal;

import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** Sealed text: {@code 1:KEY ID:base64 of initialization vector and AES-256-GCM}. */
final class Sealing {

    private static final Pattern FORM = Pattern.compile("1:([0-9a-f]{16}):([A-Za-z0-9+/=]+)");
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Keyring ring;
    private final String whereToPut;

    /** @param whereToPut a sentence on where a missing key goes */
    Sealing(Keyring ring, String whereToPut) {
        this.ring = ring;
        this.whereToPut = whereToPut;
    }

    Keyring ring() {
        return ring;
    }

    /** What all values begin with that the current key has sealed. */
    String prefix() {
        return prefix(ring.current().id());
    }

    static String prefix(String keyId) {
        return "1:" + keyId + ":";
    }

    /** @param place that it can be opened in */
    String seal(String value, String place) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, ring.current(), iv, place);
            byte[] secret = value.getBytes(StandardCharsets.UTF_8);
            byte[] both = Arrays.copyOf(iv, IV_BYTES + cipher.getOutputSize(secret.length));
            cipher.doFinal(secret, 0, secret.length, both, IV_BYTES);
            return prefix() + Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new StoreException(
                    Kind.CONFIGURATION, "This Java cannot encrypt with AES-256-GCM. Use a complete one.", e);
        }
    }

    /** @throws StoreException if it was not sealed in this place, or with a key that is not here */
    String unseal(String sealed, String place) {
        Matcher form = FORM.matcher(sealed);
        if (!form.matches()) {
            throw changed(place, null);
        }
        EncryptionKey key = ring.find(form.group(1));
        if (key == null) {
            throw new StoreException(
                    Kind.CONFIGURATION,
                    "The value in " + place + " is sealed with key " + form.group(1) + ", which is not here. "
                            + whereToPut,
                    null);
        }
        try {
            byte[] both = Base64.getDecoder().decode(form.group(2));
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(both, IV_BYTES), place);
            byte[] secret = cipher.doFinal(both, IV_BYTES, Math.max(0, both.length - IV_BYTES));
            return new String(secret, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw changed(place, e);
        }
    }

    private static StoreException changed(String place, @Nullable Exception cause) {
        return new StoreException(
                Kind.CONFIGURATION,
                "The value in " + place + " is not what was sealed there: it was changed, moved or damaged. Put the"
                        + " store back from a backup, or delete that row.",
                cause);
    }

    private static Cipher cipher(int mode, EncryptionKey key, byte[] iv, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.aes(), new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
