package io.posthorn.endpoint.internal.guard;

/** What becomes of a mail that somebody has sent to an endpoint. */
public sealed interface Ruling {

    /**
     * It may start what it asks for.
     *
     * @param authenticated whether the trusted server vouches for the sender's domain
     */
    record Accepted(boolean authenticated) implements Ruling {}

    /**
     * It is put aside, and nobody is told: an answer would make a loop, or go to somebody whom the sender names.
     *
     * @param cause a sentence for the log
     */
    record Ignored(String cause) implements Ruling {}

    /**
     * It is put aside, and its sender is told.
     *
     * @param cause a sentence for the sender
     */
    record Rejected(String cause) implements Ruling {}
}
