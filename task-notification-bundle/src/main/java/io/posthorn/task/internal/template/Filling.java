package io.posthorn.task.internal.template;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What one mail puts in the place of the variables.
 *
 * @param values by the variables' names; a missing one is empty
 * @param actions what {@code @@actions@@} renders
 */
record Filling(Map<String, String> values, List<Action> actions) {

    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    /** What no text has: control characters, and halves of others, which no charset can encode. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cs}&&[^\\n\\t]]");

    /** A value as a text of lines that end in {@code \n}; of the routes, one line for each and one for its link. */
    String value(String name) {
        if (name.equals(Variables.ACTIONS)) {
            return actions.stream()
                    .map(action -> action.number() + ". " + action.route() + "\n   " + action.mailto())
                    .collect(Collectors.joining("\n"));
        }
        String lines = LINE_BREAK.matcher(values.getOrDefault(name, "")).replaceAll("\n");
        return CONTROL.matcher(lines).replaceAll(" ").strip();
    }

    boolean isEmpty(String name) {
        return name.equals(Variables.ACTIONS) ? actions.isEmpty() : value(name).isEmpty();
    }
}
