package io.posthorn.task.internal.reply;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The routes of a task, and the words that name one of them: its name in any case, with or without quotes and a full stop;
 * its number; or both.
 *
 * @param names in the order of their numbers
 */
record Routes(List<String> names) {

    private static final Pattern NUMBER =
            Pattern.compile("(?:#|no\\.? ?|nr\\.? ?)?(\\d{1,4})(?:[.):\\]]* +(.*)|[.):\\]]*)");

    /** What people and programs put around a word. */
    private static final String AROUND = "[\\s\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\"'`*_.,:!\u3002\u3001]+";

    private static final Pattern BEFORE = Pattern.compile("^" + AROUND);
    private static final Pattern AFTER = Pattern.compile("(?<!" + AROUND.replace("+", "") + ")" + AROUND + "$");
    private static final Pattern ANSWER =
            Pattern.compile("(?iu)\\s*(?:re|ref|aw|antw|sv|vs|rv|r|rif|odp|ynt|fwd?|wg|tr)\\s*[:\uff1a]");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");

    /** No line that is longer names a route. */
    private static final int LONGEST = 1000;

    /** The route that a line of text names. */
    Optional<String> named(String line) {
        if (line.length() > LONGEST) {
            return Optional.empty();
        }
        String exact = plain(line);
        return only(names.stream().filter(name -> plain(name).equals(exact)).toList())
                .or(() -> only(names.stream()
                        .filter(name -> !bare(name).isEmpty() && bare(name).equals(bare(line)))
                        .toList()))
                .or(() -> numbered(bare(line)));
    }

    /** {@code 2}, {@code 2.}, {@code 2) Reject}; a number with the name of another route is neither. */
    private Optional<String> numbered(String bare) {
        Matcher number = NUMBER.matcher(bare);
        if (!number.matches()) {
            return Optional.empty();
        }
        int which = Integer.parseInt(number.group(1));
        if (which < 1 || which > names.size()) {
            return Optional.empty();
        }
        String name = names.get(which - 1);
        return number.group(2) == null || bare(number.group(2)).equals(bare(name))
                ? Optional.of(name)
                : Optional.empty();
    }

    /**
     * The route that the subject of a link names: it is nothing but that, and the tag. The subject of an answer begins with
     * Re: instead, or with its like in other languages, and names none.
     */
    Optional<String> linked(String subject) {
        if (FoundTags.in(subject).isEmpty() || ANSWER.matcher(subject).lookingAt()) {
            return Optional.empty();
        }
        return named(FoundTags.without(subject));
    }

    private static Optional<String> only(List<String> found) {
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** As it is compared: full-width digits of a Japanese keyboard are digits. */
    private static String plain(String text) {
        String blanks = BLANKS.matcher(text).replaceAll(" ");
        return Normalizer.normalize(blanks, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    private static String bare(String text) {
        String begun = BEFORE.matcher(plain(text)).replaceFirst("");
        return AFTER.matcher(begun).replaceFirst("");
    }
}
