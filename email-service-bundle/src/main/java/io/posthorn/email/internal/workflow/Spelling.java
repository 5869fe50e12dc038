package io.posthorn.email.internal.workflow;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a misspelt word was meant to be. */
final class Spelling {

    private static final int FARTHEST = 3;

    private Spelling() {}

    /** The nearest of the known words; empty if none is near. */
    static Optional<String> nearest(String word, Collection<String> known) {
        int farthest = Math.min(FARTHEST, word.length() / 2);
        return known.stream()
                .filter(other -> distance(word, other) <= farthest)
                .min(Comparator.comparingInt(other -> distance(word, other)));
    }

    /** How many letters must be put in, taken out or changed (Levenshtein), in any case. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
