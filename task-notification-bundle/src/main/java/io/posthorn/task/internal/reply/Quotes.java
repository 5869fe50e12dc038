package io.posthorn.task.internal.reply;

import java.util.Set;
import java.util.regex.Pattern;

/** Lines that mail programs write, and not people. */
final class Quotes {

    /** Characters; no such line has more. */
    private static final int LONGEST = 200;

    private static final Pattern MARK = Pattern.compile("\\s{0,3}(?:>|\\|\\s?>)");

    private static final Pattern DIVIDER = Pattern.compile("\\s*(?:_{10,}|-{3,}\\s*[^\\s\\d-].{2,60}?-{3,})\\s*");

    private static final Pattern PHONE = Pattern.compile("(?iu)\\s*(?:"
            + "(?:sent (?:from|via|with|using)|gesendet (?:von|mit|über)|envoyé (?:de|depuis|à partir|avec)"
            + "|enviado (?:desde|do|de|a partir|con|com)|inviato (?:da|dal|con)|verzonden (?:vanaf|vanuit|met|van)"
            + "|skickat från|sendt fra|wysłano z)\\b.*"
            + "\\b(?:iphone|ipad|android|outlook|phone|mobile|handy|smartphone|galaxy|mail|gmail|téléphone|móvil)\\b.*"
            + "|get outlook for .*"
            + "|outlook für .* (?:herunterladen|beziehen|holen).*"
            + "|(?:diese nachricht wurde )?von meinem .* gesendet.*"
            + "|(?:iphone|ipad|android)\\s?から送信)");

    private static final Set<String> SIGNATURES = Set.of("--", "-- ", "\u2014");

    private Quotes() {}

    static boolean isQuoted(String line) {
        return MARK.matcher(line).lookingAt();
    }

    /** {@code ________}, or {@code -----Original Message-----} in any language. */
    static boolean isDivider(String line) {
        return line.length() <= LONGEST && DIVIDER.matcher(line).matches();
    }

    /** {@code -- }, whose blank many programs lose. */
    static boolean isSignature(String line) {
        return SIGNATURES.contains(line);
    }

    /** {@code Sent from my iPhone}. */
    static boolean isPhone(String line) {
        return line.length() <= LONGEST && PHONE.matcher(line).matches();
    }
}
