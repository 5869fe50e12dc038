package io.posthorn.task.internal.template;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses which variable a misspelt one was meant to be. */
final class Spelling {

    private Spelling() {}

    /** The name that the fewest changes of letters lead to. */
    static String nearest(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> changes(word.toLowerCase(Locale.ROOT), name)))
                .orElseThrow();
    }

    /** Levenshtein's distance, row by row. */
    private static int changes(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int swap = i == 0 || from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = i == 0 ? j : Math.min(above[j - 1] + swap, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}
