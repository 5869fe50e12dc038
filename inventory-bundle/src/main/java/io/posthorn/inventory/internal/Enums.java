package io.posthorn.inventory.internal;

import java.util.Locale;
import java.util.regex.Pattern;

/** How a constant is written. */
final class Enums {

    private static final Pattern NEXT_WORD = Pattern.compile("_(.)");

    private Enums() {}

    /** For people: {@code in doubt}. */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** For a fact's name: {@code inDoubt}. */
    static String key(Enum<?> constant) {
        return NEXT_WORD
                .matcher(constant.name().toLowerCase(Locale.ROOT))
                .replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }
}
