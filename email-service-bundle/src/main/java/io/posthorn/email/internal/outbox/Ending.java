package io.posthorn.email.internal.outbox;

import org.jspecify.annotations.Nullable;

/**
 * What is written of a mail after an attempt.
 *
 * @param state of the row
 * @param facts with what became of the recipients, and the cause
 * @param tries so far
 * @param nextTry null for never
 * @param deferredAt since when it is deferred; null if it is not
 * @param endedAt null if it goes on
 */
record Ending(
        String state,
        Facts facts,
        int tries,
        @Nullable Long nextTry,
        @Nullable Long deferredAt,
        @Nullable Long endedAt) {}
