package io.posthorn.console.internal;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The names of a page's fields that somebody changes. Their values are nobody's business. */
final class ChangedFields {

    private ChangedFields() {}

    /**
     * In the order of the alphabet. An empty field is as good as none, which is how the console writes what was not there.
     *
     * @param before none for a new page
     */
    static List<String> between(@Nullable Dictionary<String, Object> before, Dictionary<String, Object> after) {
        TreeSet<String> names = new TreeSet<>(Collections.list(after.keys()));
        if (before != null) {
            names.addAll(Collections.list(before.keys()));
        }
        return names.stream()
                .filter(name -> !name.matches("(service|felix)\\..*"))
                .filter(name -> !text(before == null ? null : before.get(name)).equals(text(after.get(name))))
                .toList();
    }

    /** A number that was typed is equal to the same number from a file. */
    private static String text(@Nullable Object value) {
        if (value instanceof Object[] many) {
            return text(Arrays.asList(many));
        }
        if (value instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).collect(Collectors.joining("\n"));
        }
        return value == null ? "" : String.valueOf(value);
    }
}
