package io.posthorn.endpoint.internal.work;

import io.posthorn.email.EmailException;

import java.time.Duration;

/** How long a server has asked to be left alone. Other advice on when to try again is for callers who give up after once. */
final class Throttle {

    private Throttle() {}

    /** Zero, if it has not asked. */
    static Duration asked(EmailException e) {
        return e.serverReply().contains("Backoff Time") ? e.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
    }
}
