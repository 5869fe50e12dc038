package io.posthorn.endpoint.internal.result;

import java.util.regex.Pattern;

/** Texts of others, without what no mail may hold. */
final class Plain {

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?|[\\u0085\\u2028\\u2029]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");
    private static final Pattern BIDI = Pattern.compile("[\u202a-\u202e\u2066-\u2069]");
    private static final Pattern HALF = Pattern.compile("\\p{Cs}");

    private Plain() {}

    /** On one line, in its own direction. */
    static String line(String text) {
        String flat = BREAKS.matcher(start(text, 10_000)).replaceAll(" ");
        return whole(BIDI.matcher(flat).replaceAll("")).strip();
    }

    /** With line feeds, and no other control characters but tabs. */
    static String text(String text) {
        return whole(CONTROL.matcher(LINE_END.matcher(text).replaceAll("\n")).replaceAll(""));
    }

    /** No charset has half of a character. */
    private static String whole(String text) {
        return HALF.matcher(text).replaceAll("\ufffd");
    }

    /** Never half of a character more than it had. */
    static String start(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
