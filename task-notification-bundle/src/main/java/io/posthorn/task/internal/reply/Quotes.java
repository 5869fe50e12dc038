package io.posthorn.task.internal.reply;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.util.stream.Collectors.joining;

/** How mail programs mark what they quote, in the languages that we know. Every pattern is for one short line. */
final class Quotes {

    /** Nobody introduces a quote with a longer line, nor with more lines. */
    static final int LONGEST = 1000;

    static final int MOST_LINES = 3;

    /** A header block of Outlook has this many lines at most, even with long lists of recipients. */
    private static final int BLOCK = 8;

    private static final Pattern QUOTED = Pattern.compile("\\s{0,3}(?:>|\\|\\s?>).*");

    /** Ends a line that says who has written what follows. */
    private static final String WROTE =
            "\\b(?:wrote|schrieb|a \u00e9crit|escribi\u00f3|ha scritto|escreveu|schreef|skrev|kirjoitti"
                    + "|napisa\u0142(?:\\(a\\)|a)?|\u043f\u0438\u0448\u0435\u0442|\u043d\u0430\u043f\u0438\u0441\u0430\u043b)\\b.{0,200}[:\uff1a]\\s*";

    /** Begins as programs do, so that it needs no quote mark behind it. */
    private static final Pattern INTRODUCTION = Pattern.compile("(?iu)(?:on|am|le|el|il|em|op|den|dne|w dniu|dnia"
            + "|\\d{4}[-/.]|\\d{1,2}[-/.]\\d)\\b.*" + WROTE
            + "|.*(?:\u306e\u30e1\u30fc\u30eb|\u66f8\u304d\u307e\u3057\u305f|\u5199\u9053|\u5beb\u9053|\uc791\uc131)\\s*[:\uff1a]\\s*"
            + "|\\d{4}\\s?[\u5e74\ub144].*<[^<>]{1,320}>\\s*[:\uff1a]\\s*");

    private static final Pattern SOMEBODY_WROTE = Pattern.compile("(?iu).*" + WROTE);

    private static final Pattern DIVIDER = Pattern.compile("\\s*(?:_{10,}|-{3,}\\s*[^\\s\\d-].{2,60}?-{3,})\\s*");

    private static final Pattern FROM = label("From|Von|De|Da|Van|Fr\u00e5n|Fra|Od|\u041e\u0442|"
            + "\u5dee\u51fa\u4eba|\u9001\u4fe1\u8005|\u53d1\u4ef6\u4eba|\u5bc4\u4ef6\u8005|\ubcf4\ub0b8 \uc0ac\ub78c");

    private static final Pattern OTHER =
            label("Sent|Date|To|Cc|Subject|Gesendet|Datum|An|Betreff|Envoy\u00e9|\u00c0|Objet|"
                    + "Enviado|Enviado el|Enviada em|Fecha|Data|Para|Asunto|Assunto|Inviato|A|Oggetto|Verzonden|Aan|Onderwerp|"
                    + "Skickat|Till|\u00c4mne|Sendt|Til|Emne|Wys\u0142ano|Do|Temat|\u041e\u0442\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u043e|\u041a\u043e\u043c\u0443|\u0422\u0435\u043c\u0430|"
                    + "\u9001\u4fe1\u65e5\u6642|\u65e5\u4ed8|\u65e5\u6642|\u5b9b\u5148|\u4ef6\u540d|\u53d1\u9001\u65f6\u95f4|\u65f6\u95f4|\u6536\u4ef6\u4eba|\u4e3b\u9898|"
                    + "\ubcf4\ub0b8 \ub0a0\uc9dc|\ubc1b\ub294 \uc0ac\ub78c|\uc81c\ubaa9");

    private static final Pattern PHONE = Pattern.compile("(?iu)\\s*(?:"
            + "(?:sent|get|gesendet|envoy\u00e9|enviado|inviato|verzonden|skickat)\\b.{0,60}"
            + "\\b(?:iphone|ipad|android|outlook|phone|mobile|handy|smartphone|galaxy|mail|gmail)\\b.{0,60}"
            + "|von meinem .{1,40} gesendet.{0,40}"
            + "|get outlook for .{1,40}|outlook f\u00fcr .{1,20} (?:herunterladen|beziehen).{0,40}"
            + "|(?:iphone|ipad|android)\u304b\u3089\u9001\u4fe1"
            + "|diese nachricht wurde von meinem .{1,60} gesendet.{0,40})\\s*");

    private Quotes() {}

    private static Pattern label(String words) {
        return Pattern.compile("(?iu)[\\s*]{0,4}(?:" + words + ")[\\s\u00a0*]{0,3}[:\uff1a].*");
    }

    static boolean isQuoted(String line) {
        return QUOTED.matcher(line).matches();
    }

    /** {@code ________}, or {@code -----Original Message-----} in any language. */
    static boolean isDivider(String line) {
        return line.length() <= LONGEST && DIVIDER.matcher(line).matches();
    }

    /**
     * {@code On 24 November Posthorn wrote:}, which a program may have wrapped.
     *
     * @return how many lines it has; 0 if there is none
     */
    static int introduction(List<String> lines, int from) {
        for (int length = 1; length <= MOST_LINES; length++) {
            if (isIntroduction(lines, from, length)) {
                int end = from + length;
                boolean beginsLater = IntStream.range(from + 1, end).anyMatch(i -> isIntroduction(lines, i, end - i));
                return beginsLater ? 0 : length;
            }
        }
        return 0;
    }

    private static boolean isIntroduction(List<String> lines, int from, int length) {
        if (from + length > lines.size()) {
            return false;
        }
        List<String> some = lines.subList(from, from + length);
        int characters = some.stream().mapToInt(String::length).sum();
        return characters <= LONGEST
                && some.stream().noneMatch(line -> line.isBlank() || isQuoted(line))
                && INTRODUCTION
                        .matcher(some.stream().map(String::strip).collect(joining(" ")))
                        .matches();
    }

    /** A line that introduces a quote if one follows. */
    static boolean mayIntroduce(String line) {
        return line.length() <= LONGEST && SOMEBODY_WROTE.matcher(line).matches();
    }

    /** From, Sent, To, Subject. */
    static boolean isHeaderBlock(List<String> lines, int from) {
        return isLabel(FROM, lines.get(from))
                && lines.subList(from + 1, Math.min(lines.size(), from + BLOCK)).stream()
                                .filter(line -> isLabel(OTHER, line))
                                .count()
                        >= 2;
    }

    private static boolean isLabel(Pattern label, String line) {
        return line.length() <= LONGEST && label.matcher(line).matches();
    }

    /** {@code -- }, whose blank many programs lose. */
    static boolean isSignature(String line) {
        return Stream.of("--", "-- ", "\u2014").anyMatch(line::equals);
    }

    /** {@code Sent from my iPhone}. */
    static boolean isPhone(String line) {
        return line.length() <= LONGEST && PHONE.matcher(line).matches();
    }
}
