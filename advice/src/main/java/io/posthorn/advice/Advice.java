package io.posthorn.advice;

import java.util.List;
import java.util.Map;

/**
 * One row of the table: what a refusal means and what to do.
 *
 * @param source who refuses, or when
 * @param key a code, or what is found in the reply
 * @param kind the name of a kind of {@code TokenException} or {@code EmailException}
 * @param freshToken whether a new access token may be accepted
 * @param text to the administrator, with names in braces that are filled in
 * @param commands PowerShell lines for the Exchange administrator, with such names too; often none
 */
public record Advice(String source, String key, String kind, boolean freshToken, String text, List<String> commands) {

    private static final String FRESH = " fresh";

    public Advice {
        commands = List.copyOf(commands);
    }

    static Advice parse(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length < 4 || cells.length > 5) {
            throw new IllegalStateException("A row of advice has " + cells.length + " columns: " + line);
        }
        return new Advice(
                cells[0],
                cells[1],
                cells[2].replace(FRESH, ""),
                cells[2].endsWith(FRESH),
                cells[3],
                cells.length == 4 ? List.of() : List.of(cells[4].split("; ")));
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
