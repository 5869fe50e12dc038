package io.posthorn.advice;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One row of the table: what a refusal means and what to do.
 *
 * @param source who refuses, or when
 * @param key a code, or what is found in the reply
 * @param kind the name of a kind of {@code TokenException} or {@code EmailException}
 * @param freshToken whether a new access token may be accepted
 * @param pause how long to wait before the next try; empty where the table knows no time
 * @param wholeMailbox whether the wait is for every mail of the mailbox
 * @param text to the administrator, with names in braces that are filled in
 * @param commands PowerShell lines for the Exchange administrator, with such names too; often none
 */
public record Advice(
        String source,
        String key,
        String kind,
        boolean freshToken,
        Optional<Duration> pause,
        boolean wholeMailbox,
        String text,
        List<String> commands) {

    public Advice {
        commands = List.copyOf(commands);
    }

    static Advice parse(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length < 4 || cells.length > 5) {
            throw new IllegalStateException("A row of advice has " + cells.length + " columns: " + line);
        }
        List<String> words = Arrays.asList(cells[2].split(" "));
        return new Advice(
                cells[0],
                cells[1],
                words.get(0),
                words.contains("fresh"),
                words.stream()
                        .filter(word -> word.matches("\\d+[smh]"))
                        .findFirst()
                        .map(Advice::time),
                words.contains("mailbox"),
                cells[3],
                cells.length == 4 ? List.of() : List.of(cells[4].split("; ")));
    }

    private static Duration time(String word) {
        return Duration.parse("PT" + word.toUpperCase(Locale.ROOT));
    }

    /**
     * The text with its names filled in.
     *
     * @param values by the names that stand in braces; those that are missing stay as they are
     * @return sentences
     */
    public String text(Map<String, String> values) {
        return fill(text, values);
    }

    /**
     * The PowerShell lines with their names filled in.
     *
     * @param values by the names that stand in braces; quoted where PowerShell would take them apart
     * @return lines to paste
     */
    public List<String> commands(Map<String, String> values) {
        Map<String, String> quoted = new java.util.HashMap<>();
        values.forEach((name, value) -> quoted.put(name, quote(value)));
        return commands.stream().map(line -> fill(line, quoted)).toList();
    }

    /** What is no plain word is put in quotes, but for what a person has to fill in and for our own switches. */
    private static String quote(String value) {
        return value.matches("[A-Za-z0-9@._-]+|<[a-zA-Z ]+>|-[A-Za-z]+ \\$(true|false)")
                ? value
                : "'" + value.replace("'", "''") + "'";
    }

    private static String fill(String template, Map<String, String> values) {
        String text = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("{" + value.getKey() + "}", value.getValue());
        }
        return text;
    }
}
