package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.EmailException;
import jakarta.mail.internet.MimeUtility;

import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The characters of a charset. Refuses what would arrive as a question mark. Safe for use by any thread. */
final class Repertoire {

    /** Java would write these with an escape that ISO-2022-JP does not have (RFC 1468). */
    private static final Pattern HALF_WIDTH = Pattern.compile("[\uff61-\uff9f]+");

    /** ASCII that a reader would decode although nobody encoded it, and what does not survive folding. */
    private static final Pattern AWKWARD = Pattern.compile("=\\?|^ | $|  |[^ -~]|[^ ]{900}");

    private static final Pattern WORD = Pattern.compile("(?s).{1,39}"); // makes an encoded word of 64 characters

    private final Charset charset;
    private final boolean japanese;
    private final boolean unicode;

    Repertoire(Charset charset) {
        this.charset = charset;
        this.japanese = charset.name().equals("ISO-2022-JP");
        this.unicode = charset.equals(StandardCharsets.UTF_8);
        if (!unicode && (!charset.canEncode() || !isForMail(charset))) {
            throw ComposedMail.invalid("A mail cannot be written in the charset " + charset.name()
                    + ". Use UTF-8, or one that holds ASCII, like ISO-2022-JP.");
        }
    }

    /** Line breaks must be the octets that they are in ASCII (RFC 2046, section 4.1.1). */
    private static boolean isForMail(Charset charset) {
        return charset.newEncoder().canEncode('a')
                && new String(new byte[] {'a', '\r', '\n', '=', '?'}, StandardCharsets.ISO_8859_1)
                        .equals(new String("a\r\n=?".getBytes(charset), StandardCharsets.ISO_8859_1));
    }

    Charset charset() {
        return charset;
    }

    /** Whether it switches between sets of characters by escapes, as ISO-2022-JP does. */
    boolean hasEscapes() {
        return charset.name().startsWith("ISO-2022");
    }

    /**
     * Any text as a header may hold it: as it is where that is safe, else as encoded words (RFC 2047).
     *
     * @param where as {@link #fit} takes it
     */
    String words(String where, String text) throws UnsupportedEncodingException {
        String fit = fit(where, text);
        if (!isAscii(fit)) {
            return MimeUtility.encodeWord(fit, charset.name(), hasEscapes() ? "B" : null);
        }
        return AWKWARD.matcher(fit).find() ? encodedAscii(fit) : fit;
    }

    /** Jakarta Mail never encodes ASCII. */
    private static String encodedAscii(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> word.group().getBytes(StandardCharsets.US_ASCII))
                .map(octets -> "=?UTF-8?B?" + Base64.getEncoder().encodeToString(octets) + "?=")
                .collect(Collectors.joining(" "));
    }

    /**
     * Looks at every character.
     *
     * @param where for example "The subject"
     * @return the text, or what is written for it
     */
    String fit(String where, String text) {
        if (unicode && isAscii(text)) {
            return text;
        }
        String fit = japanese ? HALF_WIDTH.matcher(text).replaceAll(kana -> wide(kana.group())) : text;
        CharsetEncoder encoder = charset.newEncoder(); // one of its own: encoders serve one thread at a time
        if (!encoder.canEncode(fit)) {
            fit.codePoints()
                    .filter(point -> !encoder.canEncode(Character.toString(point)))
                    .findFirst()
                    .ifPresent(point -> {
                        throw lacking(where, point);
                    });
        }
        return fit;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '\u007f') {
                return false;
            }
        }
        return true;
    }

    private static String wide(String kana) {
        return Normalizer.normalize(kana, Normalizer.Form.NFKC);
    }

    private EmailException lacking(String where, int point) {
        boolean half = point <= Character.MAX_VALUE && Character.isSurrogate((char) point);
        String what = half ? "half of a character" : "the character '" + Character.toString(point) + "'";
        return ComposedMail.invalid(where + " has " + what + String.format(Locale.ROOT, " (U+%04X)", point)
                + ", which the charset " + charset.name() + " does not have. "
                + (half ? "Leave it out." : "Leave it out, or send the mail in UTF-8."));
    }
}
