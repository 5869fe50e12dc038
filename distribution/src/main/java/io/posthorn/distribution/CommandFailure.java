package io.posthorn.distribution;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A command of the shell failed. The message is one line for the person who gave it. */
final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 10;

    /** How Gogo begins when a command has no method for the words behind its name. */
    private static final String NO_METHOD_FITS = "Cannot coerce ";

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
        if (failure instanceof IllegalArgumentException && message.startsWith(NO_METHOD_FITS)) {
            return name + " does not understand what stands behind it. ./posthorn -c 'help " + name
                    + "' says what it takes.";
        }
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

    /** Puts everything into the log, and returns what the person at the shell reads. */
    String report(Path log) {
        String place = "Details: " + log;
        try {
            Files.writeString(
                    log, details(), StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            place = "The log " + log + ", for the details, cannot be written: " + e.getMessage();
        }
        return getMessage() + System.lineSeparator() + place + System.lineSeparator();
    }

    /** Everything. */
    String details() {
        StringWriter text = new StringWriter();
        printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
