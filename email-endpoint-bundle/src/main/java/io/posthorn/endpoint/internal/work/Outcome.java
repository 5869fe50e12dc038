package io.posthorn.endpoint.internal.work;

import java.time.Duration;

/** What came of the work on a mail. */
sealed interface Outcome {

    /** It is done, and its answers are in the outbox. */
    record Done() implements Outcome {}

    /**
     * It cannot be done, now or later.
     *
     * @param cause a sentence for its sender
     */
    record Refused(String cause) implements Outcome {}

    /**
     * It has failed, and may be tried again.
     *
     * @param cause a sentence
     */
    record Failed(String cause) implements Outcome {}

    /**
     * It could not be tried, for reasons that are not its own.
     *
     * @param cause a sentence
     * @param pause at least so long
     */
    record Disturbed(String cause, Duration pause) implements Outcome {}
}
