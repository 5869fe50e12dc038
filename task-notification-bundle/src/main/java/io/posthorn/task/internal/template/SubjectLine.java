package io.posthorn.task.internal.template;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The template of a subject. What is filled in stays on its one line, so that no value can add a header. */
final class SubjectLine {

    private static final Logger log = LoggerFactory.getLogger(SubjectLine.class);
    private static final Pattern NOT_IN_A_LINE = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\u0080-\\u009f\\u2028\\u2029]+");

    /** Exchange takes no subject of more than 255 characters; some are left for the RE: of replies. */
    private static final int LONGEST = 240;

    private final Phrase phrase;

    SubjectLine(Phrase phrase) {
        this.phrase = phrase;
    }

    String filledIn(Filling filling) {
        return shortened(oneLine(phrase.filledIn(name -> value(name, filling)).strip()));
    }

    private static String value(String name, Filling filling) {
        if (name.equals(Variables.ACTIONS)) {
            return filling.actions().stream()
                    .map(action -> action.number() + ". " + action.route())
                    .collect(Collectors.joining(", "));
        }
        String raw = filling.values().getOrDefault(name, "").strip();
        String line = oneLine(raw);
        if (!line.equals(raw)) {
            log.debug("@@{}@@ has line breaks or other control characters; in the subject they are blanks.", name);
        }
        return line;
    }

    private static String oneLine(String text) {
        return NOT_IN_A_LINE.matcher(text).replaceAll(" ");
    }

    private static String shortened(String line) {
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return line.substring(0, end).stripTrailing() + "…";
    }
}
