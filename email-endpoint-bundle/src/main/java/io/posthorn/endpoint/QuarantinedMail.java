package io.posthorn.endpoint;

import java.time.Instant;
import java.util.Objects;

/**
 * A mail that was put aside.
 *
 * @param id of its invocation
 * @param from who wrote it, as it says; may be empty
 * @param subject its subject, shortened; may be empty
 * @param cause why, as a sentence
 * @param since when it was put aside
 */
public record QuarantinedMail(String id, String from, String subject, String cause, Instant since) {

    public QuarantinedMail {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(since, "since");
    }
}
