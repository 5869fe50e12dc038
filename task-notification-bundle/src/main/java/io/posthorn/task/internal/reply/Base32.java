package io.posthorn.task.internal.reply;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Base32 (RFC 4648, section 6) in lower case and without padding: it survives whoever changes case. */
final class Base32 {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS = 5;

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int held = 0;
        for (byte next : bytes) {
            buffer = (buffer << Byte.SIZE | next & 0xff) & 0xffff;
            held += Byte.SIZE;
            while (held >= BITS) {
                held -= BITS;
                text.append(ALPHABET.charAt(buffer >> held & 31));
            }
        }
        return held == 0
                ? text.toString()
                : text.append(ALPHABET.charAt(buffer << BITS - held & 31)).toString();
    }

    /** Empty if another text than this has the same bytes: then one bit of it was changed where it does not count. */
    static Optional<byte[]> decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int held = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                return Optional.empty();
            }
            buffer = (buffer << BITS | value) & 0xffff;
            held += BITS;
            if (held >= Byte.SIZE) {
                held -= Byte.SIZE;
                bytes.write(buffer >> held);
            }
        }
        byte[] decoded = bytes.toByteArray();
        return encode(decoded).equals(text) ? Optional.of(decoded) : Optional.empty();
    }
}
