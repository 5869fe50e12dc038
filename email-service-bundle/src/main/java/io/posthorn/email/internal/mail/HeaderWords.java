package io.posthorn.email.internal.mail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes any text as words that a header may hold: as it is where that is safe, else as encoded words (RFC 2047).
 *
 * @param charset has every character of the text: {@link Repertoire} has looked
 * @param utf8 whether the headers may hold UTF-8 as it is (RFC 6532)
 */
record HeaderWords(Charset charset, boolean utf8) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int LONGEST_PLAIN = 900; // octets of one word; a line may have 998
    private static final int LONGEST_ENCODED = 75;
    private static final int LONGEST_QUOTED = 60;
    private static final String MUCH_SPACE = " ".repeat(LONGEST_QUOTED);

    /** What a reader would decode although nobody encoded it. */
    private static final Pattern LOOKALIKE = Pattern.compile("=\\?[^?]*\\?[^?]*\\?.*\\?=");

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern ATOMS = Pattern.compile(ATOM + "(?: " + ATOM + ")*");
    /** The first of a run; the others belong to the next word. */
    private static final Pattern BLANK = Pattern.compile("(?<! ) ");

    private static final Pattern ASCII = Pattern.compile("[\t -~]*");

    /** No line breaks, and nothing that others take for one. */
    private static final Pattern VISIBLE = Pattern.compile("[\t [^\\p{Z}\\p{Cc}\\p{Cs}\\p{Cn}]]*");

    static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static boolean looksEncoded(String text) {
        return text.contains("=?") && LOOKALIKE.matcher(text).find();
    }

    /**
     * Text without structure, such as a subject. Between the first and the last word that need it, all is encoded.
     *
     * @param name of the header, which stands on the first line
     */
    List<String> unstructured(String name, String text) {
        String[] words = BLANK.split(text, -1);
        int first = -1;
        int last = -1;
        boolean suspect = looksEncoded(text) || text.contains(MUCH_SPACE);
        for (int i = 0; i < words.length; i++) {
            boolean edge = i == 0 || i == words.length - 1;
            if (suspect || !isPlain(words[i]) || edge && words[i].isBlank() && words.length > 1) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        List<String> all = new ArrayList<>(List.of(words));
        if (first >= 0) {
            List<String> middle = all.subList(first, last + 1);
            List<String> encoded = encode(name, String.join(" ", middle));
            middle.clear();
            middle.addAll(encoded);
        }
        return all;
    }

    /** A name shown with an address, or another phrase (RFC 5322, section 3.2.5). */
    List<String> phrase(String header, String name) {
        if (!isPlain(name) || looksEncoded(name) || name.length() > LONGEST_QUOTED) {
            return encode(header, name);
        }
        return ATOMS.matcher(name).matches() ? List.of(name.split(" ", -1)) : List.of(quote(name));
    }

    static String quote(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private boolean isPlain(String word) {
        return (utf8 ? VISIBLE : ASCII).matcher(word).matches() && octets(word) <= LONGEST_PLAIN;
    }

    /** Encoded words; a reader puts them together without the blanks between them. */
    List<String> encode(String header, String text) {
        int room = Math.max(45, Math.min(LONGEST_ENCODED, LONGEST_ENCODED - 1 - header.length()));
        byte[] bytes = text.getBytes(charset);
        boolean q = !charset.name().startsWith("ISO-2022") && 6 * special(bytes) < bytes.length;
        List<String> words = new ArrayList<>();
        split(text, q, room - charset.name().length() - 7, words);
        return words;
    }

    /** Each word begins and ends with whole characters, and in the charset's first state. */
    private void split(String text, boolean q, int room, List<String> words) {
        byte[] bytes = text.getBytes(charset);
        int length = q ? bytes.length + 2 * special(bytes) : (bytes.length + 2) / 3 * 4;
        if (length > room && text.codePointCount(0, text.length()) > 1) {
            int half = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
            split(text.substring(0, half), q, room, words);
            split(text.substring(half), q, room, words);
        } else {
            String encoded = q ? q(bytes) : Base64.getEncoder().encodeToString(bytes);
            words.add("=?" + charset.name() + (q ? "?Q?" : "?B?") + encoded + "?=");
        }
    }

    private static int special(byte[] bytes) {
        int count = 0;
        for (byte b : bytes) {
            if (b != ' ' && !isSafe(b)) {
                count++;
            }
        }
        return count;
    }

    /** In a phrase, too (RFC 2047, section 5). */
    private static boolean isSafe(byte b) {
        return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || "!*+-/".indexOf(b) >= 0;
    }

    private static String q(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            if (b == ' ') {
                text.append('_');
            } else if (isSafe(b)) {
                text.append((char) b);
            } else {
                text.append('=').append(HEX.toHexDigits(b));
            }
        }
        return text.toString();
    }
}
