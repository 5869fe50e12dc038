package io.posthorn.task.internal.reply;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import static java.util.stream.Collectors.joining;

/** {@code On 24 November Posthorn wrote:} in the languages that we know, as programs put it before what they quote. */
final class Introduction {

    /** Characters; nobody introduces a quote with more. */
    private static final int LONGEST = 400;

    /** Programs wrap it. */
    private static final int MOST_LINES = 3;

    /** Its end. */
    private static final String WROTE =
            "\\b(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|kirjoitti"
                    + "|napisał(?:\\(a\\)|a)?|пишет|написал(?:\\(а\\)|а)?)(?!\\p{L}).{0,200}[:\uff1a]\\s*";

    /** With the beginning that programs give it, so that it needs no marked quote behind it. */
    private static final Pattern SURE = Pattern.compile(
            "(?ius)(?:(?:(?:on|am|le|el|il|em|op|den|dne|w dniu|dnia)\\b|\\d{4}[-/.]|\\d{1,2}[-/.]\\d).*" + WROTE
                    + "|.*20\\d\\d.*(?:のメール|書きました|写道|寫道|작성)\\s*[:\uff1a]\\s*)");

    private static final Pattern YEAR = Pattern.compile("20\\d\\d");

    private static final Pattern POSSIBLE = Pattern.compile("(?ius).*" + WROTE);

    private Introduction() {}

    /** How many lines it has; 0 if none begins there. */
    static int lines(List<String> lines, int from) {
        for (int length = 1; length <= MOST_LINES; length++) {
            if (isOne(lines, from, length)) {
                int end = from + length;
                // "On hold", and then "On Monday somebody wrote:"
                boolean beginsLater = IntStream.range(from + 1, end).anyMatch(i -> isOne(lines, i, end - i));
                return beginsLater ? 0 : length;
            }
        }
        return 0;
    }

    private static boolean isOne(List<String> lines, int from, int length) {
        if (from + length > lines.size()) {
            return false;
        }
        List<String> some = lines.subList(from, from + length);
        int characters = some.stream().mapToInt(String::length).sum();
        return characters <= LONGEST
                && some.stream().noneMatch(line -> line.isBlank() || Quotes.isQuoted(line))
                && isSure(some.stream().map(String::strip).collect(joining(" ")));
    }

    private static boolean isSure(String text) {
        return SURE.matcher(text).matches() || endsWithAddress(text);
    }

    /** {@code 2026-11-24 10:00 Posthorn <forms@contoso.com>:} in any language. By hand, since a pattern takes too long here. */
    private static boolean endsWithAddress(String text) {
        int end = text.lastIndexOf('>');
        int at = text.lastIndexOf('@', end);
        return at >= 0
                && text.substring(end + 1).strip().matches("[:\uff1a]")
                && text.substring(at, end).chars().noneMatch(c -> c == '<' || Character.isWhitespace(c))
                && YEAR.matcher(text.substring(0, at)).find();
    }

    /** A line that is one if a quote follows. */
    static boolean isPossible(String line) {
        return line.length() <= LONGEST && POSSIBLE.matcher(line).matches();
    }
}
