package io.posthorn.endpoint.internal.ledger;

import io.posthorn.email.ReceivedEmail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Knows a mail again under another UID: after the folder's UIDVALIDITY has changed, or when its sender's server has delivered
 * it twice. A mail without a Message-ID is not known again, since two of them may look alike.
 */
public final class Identity {

    private Identity() {}

    /** Empty for none. */
    public static String of(ReceivedEmail email) {
        String messageId = email.messageId().strip();
        return messageId.isEmpty()
                ? ""
                : hash(
                        messageId,
                        String.join(",", email.header("From")),
                        email.sent().toString(),
                        email.subject());
    }

    static String hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
