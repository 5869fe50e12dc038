package io.posthorn.distribution;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command of the shell failed. The message is one line for the person who gave it. */
final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 10;

    CommandFailure(String commandLine, Throwable cause) {
        super(describe(nameIn(commandLine), cause), cause);
    }

    private static String nameIn(String commandLine) {
        return commandLine.strip().split("\\s+", 2)[0];
    }

    private static String describe(String name, Throwable failure) {
        if (failure.getClass().getSimpleName().equals("CommandNotFoundException")) {
            return "There is no command '" + name + "'. ./posthorn -c help lists the commands there are.";
        }
        String message = messageOf(failure);
        String cause = deepestOther(failure, message);
        return name + " failed: " + message + (cause == null ? "" : " (Cause: " + cause + ")");
    }

    /** What lies at the bottom, unless the sentence says it already. */
    private static @Nullable String deepestOther(Throwable failure, String said) {
        Throwable bottom = failure;
        for (int depth = 0; depth < DEEPEST && bottom.getCause() != null; depth++) {
            bottom = bottom.getCause();
        }
        String message = bottom.getMessage();
        return message == null || said.contains(message)
                ? null
                : message.lines().findFirst().orElse(null);
    }

    private static String messageOf(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getName() : message;
    }

    /** Everything, for the log. */
    String details() {
        StringWriter text = new StringWriter();
        printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
