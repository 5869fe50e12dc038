package io.posthorn.distribution;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Posthorn cannot do what it was asked for. The message is for the person at the shell: what, where, what to do. */
final class LaunchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    LaunchException(String message) {
        this(message, null);
    }

    LaunchException(String message, @Nullable Throwable cause) {
        this(message, cause, CommandLine.ExitCode.SOFTWARE);
    }

    private LaunchException(String message, @Nullable Throwable cause, int exitCode) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** For arguments that cannot be meant. */
    static LaunchException misuse(String message) {
        return new LaunchException(message, null, CommandLine.ExitCode.USAGE);
    }

    /** What the process ends with. */
    int exitCode() {
        return exitCode;
    }
}
