package io.posthorn.endpoint.internal.mapping;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Names of which each is given once: a second {@code a.pdf} becomes {@code a (2).pdf}. Upper and lower case are the same. */
public final class UniqueNames {

    /** By the name in lower case, the number that was given last. */
    private final Map<String, Integer> taken = new HashMap<>();

    /**
     * Takes a name.
     *
     * @param name any text
     * @return the name, with a number if it has been taken, and then cut to {@link SafeName#LONGEST} characters
     */
    public String take(String name) {
        String unique = name;
        int number = taken.getOrDefault(key(name), 0);
        while (taken.containsKey(key(unique))) {
            number = Math.max(2, number + 1);
            unique = numbered(name, number);
        }
        taken.put(key(name), Math.max(1, number));
        taken.putIfAbsent(key(unique), 1);
        return unique;
    }

    private static String numbered(String name, int number) {
        String mark = " (" + number + ")";
        String extension = SafeName.dotted(name);
        String room = SafeName.cut(name, SafeName.LONGEST - mark.length(), Integer.MAX_VALUE);
        return room.substring(0, room.length() - extension.length()) + mark + extension;
    }

    private static String key(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
