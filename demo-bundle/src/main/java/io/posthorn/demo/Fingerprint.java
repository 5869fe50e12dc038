package io.posthorn.demo;

import io.posthorn.email.Document;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What two documents with the same bytes have in common.
 *
 * @param length in bytes
 * @param sha256 in hexadecimal digits
 */
record Fingerprint(long length, String sha256) {

    private static final int SHOWN_DIGITS = 12;

    /** Reads a document to its end without keeping it. */
    static Fingerprint of(Document document) throws IOException {
        MessageDigest digest = newDigest();
        try (InputStream in = new DigestInputStream(document.open(), digest)) {
            long length = in.transferTo(OutputStream.nullOutputStream());
            return new Fingerprint(length, HexFormat.of().formatHex(digest.digest()));
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return length + " bytes, SHA-256 " + sha256.substring(0, SHOWN_DIGITS) + "...";
    }
}
