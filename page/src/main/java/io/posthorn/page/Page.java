package io.posthorn.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the fields of one configuration page. Every value comes as the text that somebody typed, so that a wrong one can be
 * named instead of making a service vanish.
 *
 * @param label the page as the web console calls it, for example {@code Email service}
 * @param pid its persistent identity, which is its file's name too
 */
public record Page(String label, String pid) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[(secret|env):([^];]*)[^]]*]");

    /**
     * How sentences call it.
     *
     * @return for example {@code page Email service (io.posthorn.email)}
     */
    public String name() {
        return "page " + label + " (" + pid + ")";
    }

    /**
     * Properties that no field stands for: misspelt, mostly.
     *
     * @param config the page's configuration annotation
     * @param names the properties there are
     * @return sorted; empty if all are known
     */
    public static List<String> unknown(Class<?> config, Set<String> names) {
        Set<String> known = Arrays.stream(config.getDeclaredMethods())
                .map(method -> method.getName().replace('_', '.'))
                .collect(Collectors.toSet());
        return names.stream()
                .filter(name -> !known.contains(name) && !name.matches("(service|component|felix|osgi)\\..*"))
                .sorted()
                .toList();
    }

    /**
     * A text that must be there.
     *
     * @param field the field's label
     * @param value what was typed
     * @param advice what to type, as a sentence
     * @return the text without blanks around it
     * @throws WrongPageException if it is empty, or an unresolved placeholder
     */
    public String required(String field, String value, String advice) {
        String text = resolved(field, value);
        if (text.isEmpty()) {
            throw wrong(field, "is empty. " + advice);
        }
        return text;
    }

    /**
     * A text that may be empty. A placeholder that Configuration Admin's interpolation could not replace comes as it was
     * written.
     *
     * @param field the field's label
     * @param value what was typed
     * @return the text without blanks around it
     * @throws WrongPageException if it is an unresolved placeholder
     */
    public String resolved(String field, String value) {
        String text = value.strip();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        if (placeholder.find()) {
            String name = placeholder.group(2);
            String missing = placeholder.group(1).equals("env")
                    ? "there is no environment variable " + name
                    : "there is no readable file " + name + " in the folder for secrets (conf/secrets)";
            throw wrong(
                    field, "is '" + placeholder.group() + "', and " + missing + ". Make it, then save the page again.");
        }
        return text;
    }

    /**
     * A port.
     *
     * @param field the field's label
     * @param value what was typed
     * @return 0 if it is empty
     * @throws WrongPageException if it is no number from 0 to 65535
     */
    public int port(String field, String value) {
        String text = value.strip();
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw wrong(field, "is '" + text + "'. Give a number from 1 to 65535, or 0 for the standard port.");
        }
        return Integer.parseInt(text);
    }

    /**
     * A tick box.
     *
     * @param field the field's label
     * @param value what was typed
     * @return false if it is empty
     * @throws WrongPageException if it is neither true nor false
     */
    public boolean bool(String field, String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw wrong(field, "is '" + value + "'. Give true or false.");
        };
    }

    /**
     * A value that checks itself.
     *
     * @param <T> the value's type
     * @param field the field to blame
     * @param value makes it; an {@link IllegalArgumentException} says in sentences what is wrong
     * @return the value
     * @throws WrongPageException with these sentences
     */
    public <T> T checked(String field, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw wrong(field, "is not usable. " + e.getMessage());
        }
    }

    /**
     * What to throw at a wrong field.
     *
     * @param field the field's label
     * @param what goes on the sentence, for example {@code is empty. Give …}
     * @return to be thrown
     */
    public WrongPageException wrong(String field, String what) {
        return new WrongPageException(name(), field, what);
    }
}
