package io.posthorn.distribution;

import org.jspecify.annotations.Nullable;

/** Posthorn cannot do what it was asked for. The message is for the person at the shell: what, where, what to do. */
final class LaunchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LaunchException(String message) {
        this(message, null);
    }

    LaunchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
