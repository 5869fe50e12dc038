package io.posthorn.email.internal.doctor;

import java.util.List;

/**
 * What a failed step means.
 *
 * @param meaning sentences; often with what to do in them
 * @param whatToDo sentences; empty if they are part of the meaning
 * @param commands PowerShell lines for the Exchange administrator
 */
record Remedy(String meaning, String whatToDo, List<String> commands) {

    private static final String MARK = "What to do: ";

    /** Takes an error's message apart where it says so itself. */
    static Remedy of(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        int mark = message.indexOf(MARK);
        return mark < 0
                ? new Remedy(message, "", List.of())
                : new Remedy(message.substring(0, mark).strip(), message.substring(mark + MARK.length()), List.of());
    }

    Remedy with(String otherAdvice, List<String> lines) {
        return new Remedy(meaning, otherAdvice, lines);
    }
}
