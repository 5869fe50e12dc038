package io.posthorn.sandbox.internal.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command before the login, its arguments taken from atoms, quoted strings and literals
 * (<a href="https://www.rfc-editor.org/rfc/rfc3501#section-4">RFC 3501, section 4</a>).
 */
record ImapCommand(String tag, String name, List<String> arguments) {
    /** A literal's announcement at the end of a line; the plus is LITERAL+ (RFC 7888). */
    static final Pattern LITERAL = Pattern.compile("\\{(\\d{1,10})(\\+?)}$");

    private static final Pattern ARGUMENT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

    /** Reads one command; what it says of itself is written down, its arguments are not if they may be secret. */
    static ImapCommand read(Wire wire) throws IOException {
        List<String> words = new ArrayList<>();
        String line = wire.read();
        Matcher literal = LITERAL.matcher(line);
        while (literal.find()) {
            addWords(words, line.substring(0, literal.start()));
            if (literal.group(2).isEmpty()) {
                wire.send("+ Ready for additional command text.");
                wire.out().flush();
            }
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            wire.in().copy(Long.parseLong(literal.group(1)), octets);
            wire.countFlight();
            words.add(octets.toString(StandardCharsets.UTF_8));
            line = wire.read();
            literal = LITERAL.matcher(line);
        }
        addWords(words, line);
        ImapCommand command = of(words);
        wire.heard(command.masked());
        return command;
    }

    private static ImapCommand of(List<String> words) {
        String tag = words.isEmpty() ? "*" : words.get(0);
        String name = words.size() < 2 ? "" : words.get(1).toUpperCase(Locale.ROOT);
        return new ImapCommand(tag, name, List.copyOf(words.subList(Math.min(2, words.size()), words.size())));
    }

    private static void addWords(List<String> words, String text) {
        Matcher argument = ARGUMENT.matcher(text);
        while (argument.find()) {
            words.add(
                    argument.group(2) != null
                            ? argument.group(2)
                            : argument.group(1).replaceAll("\\\\(.)", "$1"));
        }
    }

    /** The argument at this place, or an empty string. */
    String argument(int index) {
        return index < arguments.size() ? arguments.get(index) : "";
    }

    private String masked() {
        return switch (name) {
            case "LOGIN" -> tag + " LOGIN ***";
            case "AUTHENTICATE" -> tag + " AUTHENTICATE " + argument(0) + (arguments.size() > 1 ? " ***" : "");
            default -> (tag + " " + name + " " + String.join(" ", arguments)).trim();
        };
    }

    @Override
    public String toString() {
        return masked();
    }
}
