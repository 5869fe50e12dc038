package io.posthorn.endpoint.internal;

import io.posthorn.page.Page;
import io.posthorn.page.WrongPageException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was typed on the page of an endpoint, and on that of the defaults. Every fault names page and field. */
final class Fields {

    static final String PID = "io.posthorn.endpoint";

    private static final Page DEFAULTS = new Page("Email endpoint defaults", Defaults.PID);

    private final Map<String, ?> own;
    private final Map<String, ?> defaults;
    private final Page page;

    /** @param pid which of the pages it is */
    Fields(Map<String, ?> own, String pid, Map<String, ?> defaults) {
        this.own = own;
        this.defaults = defaults;
        this.page = new Page("Email endpoint", pid);
    }

    Page page() {
        return page;
    }

    /** As it was typed; empty if nobody has. */
    private String typed(Field field) {
        String text = text(own, field);
        return text.isEmpty() && field.isInherited() ? text(defaults, field) : text;
    }

    private static String text(Map<String, ?> properties, Field field) {
        return String.join("\n", lines(properties, field)).strip();
    }

    private static List<String> lines(Map<String, ?> properties, Field field) {
        Object value = properties.get(field.property());
        Stream<?> all = value == null
                ? Stream.empty()
                : value instanceof Object[] many ? Arrays.stream(many) : Stream.of(value);
        return all.flatMap(one -> String.valueOf(one).lines()).toList();
    }

    boolean isTyped(Field field) {
        return !typed(field).isEmpty();
    }

    /** Its value, which may be empty. */
    String text(Field field) {
        String text = typed(field);
        return blamed(field).resolved(field.label(), text.isEmpty() ? field.fallback() : text);
    }

    /** As it was typed, for people, also while it cannot be used. */
    String shown(Field field) {
        String text = typed(field);
        return text.isEmpty() ? field.fallback() : text;
    }

    String required(Field field, String advice) {
        return blamed(field).required(field.label(), text(field), advice);
    }

    boolean bool(Field field) {
        return blamed(field).bool(field.label(), text(field));
    }

    long number(Field field, long least, long most) {
        String text = text(field);
        if (!text.matches("[+-]?\\d{1,9}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw wrong(field, "is '" + text + "'. Give a whole number from " + least + " to " + most + ".");
        }
        return Long.parseLong(text);
    }

    int port(Field field) {
        return blamed(field).port(field.label(), text(field));
    }

    List<String> lines(Field field) {
        return text(field)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** With commas between them; a hyphen alone is none. */
    List<String> list(Field field) {
        return Arrays.stream(text(field).split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty() && !one.equals("-"))
                .toList();
    }

    /** One of some words, in any case; empty if it may be and is. */
    Optional<String> choice(Field field, String... words) {
        String text = text(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(words)
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> wrong(
                        field,
                        "is '" + text + "'. Give one of: "
                                + Arrays.stream(words).collect(Collectors.joining(", ")) + ".")));
    }

    <T> T checked(Field field, Supplier<T> value) {
        return blamed(field).checked(field.label(), value);
    }

    WrongPageException wrong(Field field, String what) {
        return blamed(field).wrong(field.label(), what);
    }

    /** The page where it was typed, or belongs. */
    private Page blamed(Field field) {
        return text(own, field).isEmpty()
                        && field.isInherited()
                        && !text(defaults, field).isEmpty()
                ? DEFAULTS
                : page;
    }
}
