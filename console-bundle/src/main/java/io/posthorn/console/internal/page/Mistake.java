package io.posthorn.console.internal.page;

/** What a person asked for cannot be done; the message says why, and what to do. */
final class Mistake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Mistake(String message) {
        super(message);
    }
}
