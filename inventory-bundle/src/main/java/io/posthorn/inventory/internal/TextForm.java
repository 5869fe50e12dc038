package io.posthorn.inventory.internal;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Facts in lines, for people. */
final class TextForm {

    private static final String STEP = "  ";

    private final PrintWriter out;

    TextForm(PrintWriter out) {
        this.out = out;
    }

    void print(Facts facts) {
        print(facts.all(), "");
    }

    private void print(Map<?, ?> facts, String indent) {
        int width = facts.entrySet().stream()
                .filter(fact -> !isSection(fact.getValue()))
                .mapToInt(fact -> words(fact.getKey()).length())
                .max()
                .orElse(0);
        facts.forEach((name, value) -> {
            if (isSection(value)) {
                section(words(name), value, indent);
            } else {
                out.println(indent + padded(words(name), width) + STEP + text(value));
            }
        });
    }

    private static boolean isSection(@Nullable Object value) {
        return value instanceof Map || value instanceof List;
    }

    private void section(String title, Object content, String indent) {
        if (indent.isEmpty()) {
            out.println();
            out.println(title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1));
        } else {
            out.println(indent + title);
        }
        if (content instanceof Map<?, ?> facts) {
            print(facts, indent + STEP);
        } else if (content instanceof List<?> list) {
            print(list, indent + STEP);
        }
    }

    private void print(List<?> list, String indent) {
        if (list.isEmpty()) {
            out.println(indent + "none");
        }
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                out.println();
            }
            if (list.get(i) instanceof Map<?, ?> facts) {
                print(facts, indent);
            }
        }
    }

    /** The names are those of JSON: {@code lastHeard}. */
    private static String words(Object name) {
        return String.valueOf(name).replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private static String padded(String words, int width) {
        return words + " ".repeat(width - words.length());
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "none";
        }
        return value instanceof Boolean truth ? truth ? "yes" : "no" : value.toString();
    }
}
