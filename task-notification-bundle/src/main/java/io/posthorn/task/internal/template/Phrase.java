package io.posthorn.task.internal.template;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A text with variables, taken apart and checked.
 *
 * @param pieces in their order
 */
record Phrase(List<Piece> pieces) {

    private static final String MARK = "@@";
    private static final int EXCERPT = 30;

    /**
     * Text as it is, or the name of a variable.
     *
     * @param isVariable which of the two
     */
    record Piece(String text, boolean isVariable) {}

    /**
     * Takes a text apart.
     *
     * @throws IllegalArgumentException if a variable is not one of the type's, or does not end; in sentences
     */
    static Phrase of(String text, NotificationType type) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int begin = text.indexOf(MARK); begin >= 0; begin = text.indexOf(MARK, from)) {
            int end = text.indexOf(MARK, begin + MARK.length());
            String name = end < 0 ? "" : text.substring(begin + MARK.length(), end);
            require(end >= 0 && name.matches("[\\w.-]{1,100}"), text.substring(begin), type);
            known(name, type);
            pieces.add(new Piece(text.substring(from, begin), false));
            pieces.add(new Piece(name, true));
            from = end + MARK.length();
        }
        pieces.add(new Piece(text.substring(from), false));
        return new Phrase(List.copyOf(pieces));
    }

    /** Checks the name of a variable. */
    static void known(String name, NotificationType type) {
        if (type.variables().contains(name)) {
            return;
        }
        boolean isOfOthers = Variables.OF_GROUPS.contains(name) || Variables.OF_OPERATIONS.contains(name);
        throw new IllegalArgumentException((isOfOthers
                        ? "The type " + type.label() + " has no variable @@" + name + "@@."
                        : "There is no variable @@" + name + "@@; do you mean @@"
                                + Spelling.nearest(name, type.variables()) + "@@?")
                + advice(type));
    }

    private static void require(boolean ends, String rest, NotificationType type) {
        if (!ends) {
            String excerpt = rest.substring(0, Math.min(rest.length(), EXCERPT)).replaceAll("\\p{Cntrl}", " ");
            throw new IllegalArgumentException("The @@ of '" + excerpt
                    + "' does not begin a variable, or it does not end. Write the name between @@ and @@."
                    + advice(type));
        }
    }

    private static String advice(NotificationType type) {
        return " Those of " + type.label() + " are: "
                + type.variables().stream().map(name -> MARK + name + MARK).collect(Collectors.joining(", ")) + ".";
    }

    boolean isPlain() {
        return pieces.size() == 1;
    }

    boolean has(String variable) {
        return pieces.contains(new Piece(variable, true));
    }

    /** Puts the values in; what looks like a variable in a value stays as it is. */
    String filledIn(UnaryOperator<String> value) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            text.append(piece.isVariable() ? value.apply(piece.text()) : piece.text());
        }
        return text.toString();
    }
}
