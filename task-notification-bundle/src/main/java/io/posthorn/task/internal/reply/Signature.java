package io.posthorn.task.internal.reply;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes tags and checks them: {@code ph1}, then base32 of 16 octets that identify the notice, 4 of its end in hours since
 * 1970, and 12 of HMAC-SHA-256 over both.
 */
final class Signature {

    /** How many characters of base32 a tag has behind its prefix. */
    static final int LENGTH = 52;

    static final String PREFIX = "ph1";

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int ID = 16;
    private static final int BOTH = ID + Integer.BYTES;
    private static final int MAC = 12;

    private final byte[] secret;

    Signature(byte[] secret) {
        this.secret = secret.clone();
    }

    /**
     * What a tag says.
     *
     * @param id of the notice, in hexadecimal
     * @param end after which it may not be answered
     */
    record Proven(String id, Instant end) {}

    /**
     * Nobody can tell from it what the notice is about.
     *
     * @param generation another one for a notice whose earlier tag is of no use any more
     */
    String id(Notice notice, int generation) {
        String all = Hash.of(notice.key(), FactsText.of(notice), String.valueOf(generation));
        byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Hash.keyed(secret, "posthorn task notice", bytes), 0, ID);
    }

    /** The end of a life from now, in whole hours as the tag has it. */
    static long end(long now, Duration life) {
        long hours = Math.addExact(now, life.toMillis()) / HOUR + 1;
        return Math.min(hours, Integer.MAX_VALUE) * HOUR;
    }

    Tag tag(String id, long end) {
        byte[] said = ByteBuffer.allocate(BOTH)
                .put(HexFormat.of().parseHex(id))
                .putInt((int) (end / HOUR))
                .array();
        byte[] all = Arrays.copyOf(said, BOTH + MAC);
        System.arraycopy(mac(said), 0, all, BOTH, MAC);
        return new Tag(PREFIX + Base32.encode(all));
    }

    /** @param text of a tag as it was found: in any case, and with blanks where a line was folded */
    Optional<Proven> check(String text) {
        String plain = SPACE.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
        if (plain.length() != PREFIX.length() + LENGTH || !plain.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return Base32.decode(plain.substring(PREFIX.length())).flatMap(this::proven);
    }

    private Optional<Proven> proven(byte[] all) {
        byte[] said = Arrays.copyOf(all, BOTH);
        byte[] mac = Arrays.copyOfRange(all, BOTH, all.length);
        if (!MessageDigest.isEqual(mac, mac(said))) { // takes the same time wherever they differ
            return Optional.empty();
        }
        String id = HexFormat.of().formatHex(said, 0, ID);
        long hours = ByteBuffer.wrap(said, ID, Integer.BYTES).getInt();
        return Optional.of(new Proven(id, Instant.ofEpochMilli(hours * HOUR)));
    }

    private byte[] mac(byte[] said) {
        return Arrays.copyOf(Hash.keyed(secret, "posthorn task tag", said), MAC);
    }
}
