package io.posthorn.email.internal.workflow;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a workflow hands to a step. Workflow engines give text where a number or a tick is meant, and empty text or null
 * where nothing is; so both are taken for a key that is left out. No sentence repeats a value that may be a secret.
 */
final class StepInput {

    private final String step;
    private final Map<String, ?> values;

    /**
     * Checks that every key is known.
     *
     * @throws IllegalArgumentException if one is not: misspelt, mostly
     */
    @SafeVarargs
    StepInput(String step, Map<String, ?> values, Collection<String>... keys) {
        this.step = step;
        this.values = values;
        Set<String> known = new LinkedHashSet<>();
        for (Collection<String> some : keys) {
            known.addAll(some);
        }
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw unknown(key, known);
            }
        }
    }

    private IllegalArgumentException unknown(String key, Set<String> known) {
        String guess = Spelling.nearest(key, known)
                .map(near -> " Did you mean " + near + "?")
                .orElse("");
        return new IllegalArgumentException("The step " + step + " has no key '" + key.replaceAll("\\p{Cntrl}", "?")
                + "'." + guess + " It takes " + String.join(", ", known) + ".");
    }

    /** The value, whatever its type. */
    Optional<Object> value(String key) {
        @Nullable Object value = values.get(key);
        return value == null
                        || (value instanceof CharSequence text
                                && text.toString().isBlank())
                ? Optional.empty()
                : Optional.of(value);
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    /** As text; empty if it is left out. */
    String text(String key) {
        return value(key).map(value -> text(key, value)).orElse("");
    }

    /** A value, or a part of one, as text. */
    String text(String key, Object value) {
        if (value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum<?>) {
            return value.toString();
        }
        throw wrong(key, "is a " + value.getClass().getName() + ". Give a text.");
    }

    boolean bool(String key, boolean ifLeftOut) {
        return switch (text(key).strip().toLowerCase(Locale.ROOT)) {
            case "" -> ifLeftOut;
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, "is '" + text(key) + "'. Give true or false.");
        };
    }

    long number(String key, long ifLeftOut) {
        String text = text(key).strip();
        if (text.isEmpty()) {
            return ifLeftOut;
        }
        if (!text.matches("\\d{1,18}")) {
            throw wrong(key, "is '" + text + "'. Give a whole number, 0 or more.");
        }
        return Long.parseLong(text);
    }

    /** A constant by its name, with blanks or hyphens for underscores, in any case. */
    <E extends Enum<E>> E constant(String key, Class<E> type, E ifLeftOut) {
        return value(key).map(value -> constant(key, type, value)).orElse(ifLeftOut);
    }

    /** As {@link #constant(String, Class, Enum)}, of a part of a value. */
    <E extends Enum<E>> E constant(String key, Class<E> type, Object value) {
        String name = text(key, value).strip().toUpperCase(Locale.ROOT).replaceAll("[ -]", "_");
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong(
                        key, "is '" + value + "'. Give one of " + Arrays.toString(type.getEnumConstants()) + "."));
    }

    /** The values of a collection or an array; one that is neither is the only one. */
    List<?> list(String key) {
        Object value = value(key).orElse(List.of());
        if (value instanceof Collection<?> many) {
            return many.stream().filter(Objects::nonNull).toList();
        }
        return value instanceof Object[] array ? list(array) : List.of(value);
    }

    private static List<?> list(Object[] array) {
        return Arrays.stream(array).filter(Objects::nonNull).toList();
    }

    /** A map, in its order; empty if it is left out. */
    Map<?, ?> map(String key) {
        Object value = value(key).orElse(Map.of());
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(key, "is a " + value.getClass().getName() + ". Give a map.");
    }

    /** A value that checks itself: an {@link IllegalArgumentException} says in sentences what is wrong. */
    <T> T checked(String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw wrong(key, "is not usable. " + e.getMessage());
        }
    }

    /** What to throw. */
    IllegalArgumentException wrong(String key, String what) {
        return new IllegalArgumentException("The key " + key + " of the step " + step + " " + what);
    }
}
