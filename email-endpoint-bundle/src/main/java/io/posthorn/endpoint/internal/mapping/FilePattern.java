package io.posthorn.endpoint.internal.mapping;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Which file names are meant: {@code *} stands for any characters, {@code ?} for one, {@code [dD]}, {@code [a-z]} and
 * {@code [!a]} for one of a class. {@code *.*} is any name with a dot.
 *
 * <p>Letters match in upper and lower case alike; in a class they match as they are written, so {@code *.[dD][aA][tT]} works as
 * it always has, and {@code *.[P]DF} asks for a capital P.
 */
public final class FilePattern {

    private static final int LONGEST = 200; // no honest pattern is longer, and the time it takes grows with it

    private final String pattern;
    private final List<Step> steps;

    /** One character of a name, or with {@code any} as many as there are. */
    private record Step(boolean any, IntPredicate test) {

        static final Step ANY = new Step(true, point -> true);

        static Step one(IntPredicate test) {
            return new Step(false, test);
        }

        boolean takes(int point) {
            return !any && test.test(point);
        }
    }

    private FilePattern(String pattern, List<Step> steps) {
        this.pattern = pattern;
        this.steps = steps;
    }

    /**
     * Reads a pattern.
     *
     * @param pattern for example {@code *.pdf}
     * @return the pattern
     * @throws IllegalArgumentException with a sentence, if it is blank, longer than 200 characters, names a folder, or has a
     *     class that does not end, is empty or runs backwards
     */
    public static FilePattern of(String pattern) {
        String clean = normal(pattern.strip());
        if (clean.isEmpty()) {
            throw new IllegalArgumentException("The file pattern is empty. Give one like *.pdf, or * for any file.");
        }
        if (clean.length() > LONGEST) {
            throw new IllegalArgumentException("The file pattern has " + clean.length()
                    + " characters. Give one of at most " + LONGEST + ", like *.pdf.");
        }
        if (clean.indexOf('/') >= 0 || clean.indexOf('\\') >= 0) {
            throw wrong(clean, "names a folder, and attachments have none. Leave out the slash.");
        }
        return new FilePattern(clean, new Reader(clean).steps());
    }

    /**
     * Whether a name is meant.
     *
     * @param name of a file, as long as it may be: the time it takes is at most its length times the pattern's
     * @return whether all of it fits
     */
    public boolean matches(String name) {
        int[] points = normal(name).codePoints().toArray();
        int step = 0;
        int at = 0;
        int lastAny = -1;
        int resume = 0;
        while (at < points.length) {
            if (step < steps.size() && steps.get(step).any()) {
                lastAny = step++;
                resume = at;
            } else if (step < steps.size() && steps.get(step).takes(points[at])) {
                step++;
                at++;
            } else if (lastAny >= 0) { // only the last star ever takes one more
                step = lastAny + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        return steps.stream().skip(step).allMatch(Step::any);
    }

    /** The pattern as it was given. */
    @Override
    public String toString() {
        return pattern;
    }

    /** Macs write the dots of an umlaut as characters of their own. */
    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static int folded(int point) {
        return Character.toLowerCase(Character.toUpperCase(point));
    }

    private static IllegalArgumentException wrong(String pattern, String what) {
        return new IllegalArgumentException("The file pattern '" + Quoted.of(pattern) + "' " + what);
    }

    private static final class Reader {

        private final String pattern;
        private final int[] points;
        private int at;

        Reader(String pattern) {
            this.pattern = pattern;
            this.points = pattern.codePoints().toArray();
        }

        List<Step> steps() {
            List<Step> steps = new ArrayList<>();
            while (at < points.length) {
                int point = points[at++];
                switch (point) {
                    case '*' -> steps.add(Step.ANY);
                    case '?' -> steps.add(Step.one(any -> true));
                    case '[' -> steps.add(Step.one(charClass()));
                    default -> {
                        int folded = folded(point);
                        steps.add(Step.one(other -> folded(other) == folded));
                    }
                }
            }
            return List.copyOf(steps);
        }

        private IntPredicate charClass() {
            int end = at;
            while (end < points.length && points[end] != ']') {
                end++;
            }
            if (end == points.length) {
                throw wrong(
                        pattern, "has a [ without its ]. Write a class of characters as [dD], or [[] for the bracket.");
            }
            boolean not = at < end && (points[at] == '!' || points[at] == '^');
            IntPredicate members = members(not ? at + 1 : at, end);
            at = end + 1;
            return not ? members.negate() : members;
        }

        private IntPredicate members(int from, int end) {
            if (from == end) {
                throw wrong(pattern, "has a class without characters. Write one as [dD].");
            }
            IntPredicate members = point -> false;
            for (int i = from; i < end; i++) {
                int low = points[i];
                boolean range = i + 2 < end && points[i + 1] == '-';
                int high = range ? points[i + 2] : low;
                if (high < low) {
                    throw wrong(pattern, "has a range that runs backwards. Write one as [a-z].");
                }
                members = members.or(point -> low <= point && point <= high);
                i += range ? 2 : 0;
            }
            return members;
        }
    }
}
