package io.posthorn.endpoint.internal.work;

import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.endpoint.internal.result.FailedFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Brings answers on their way: into the outbox, or else into the folder of those that could not be sent. */
final class Answers {

    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Mailroom room;
    private final Optional<Path> failedFolder;

    Answers(Mailroom room, Optional<Path> failedFolder) {
        this.room = room;
        this.failedFolder = failedFolder;
    }

    boolean isSubmitted(String key) {
        return room.submitted(key).isPresent();
    }

    /**
     * Nothing, if it is on its way.
     *
     * @throws IOException if a document of it could not be read: a piece of the mail that it answers, perhaps
     */
    Optional<Outcome> submitResult(Email mail, String key) throws IOException {
        try {
            return submit(mail, key);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** As above, of a mail that has no documents of others. */
    Optional<Outcome> submit(Email mail, String key) {
        try {
            room.submit(mail, key);
            return Optional.empty();
        } catch (EmailException e) {
            if (e.kind() == Kind.MESSAGE && e.getCause() instanceof IOException unreadable) {
                throw new UncheckedIOException(innermost(unreadable));
            }
            return e.kind() != Kind.TEMPORARY && keep(mail, key, e) ? Optional.empty() : Optional.of(outcome(e));
        }
    }

    /** As whoever reads the mail has thrown it, who can tell whether its connection broke. */
    private static IOException innermost(IOException e) {
        IOException inner = e;
        while (inner.getCause() instanceof IOException cause) {
            inner = cause;
        }
        return inner;
    }

    private static Outcome outcome(EmailException e) {
        String cause = "The answer could not be sent: " + e.getMessage();
        return e.kind() == Kind.MESSAGE || e.kind() == Kind.RECIPIENT
                ? new Outcome.Refused(cause)
                : new Outcome.Disturbed(cause, e.retryAfter().orElse(PAUSE));
    }

    private boolean keep(Email mail, String key, EmailException cause) {
        if (failedFolder.isEmpty()) {
            return false;
        }
        try {
            new FailedFolder(failedFolder.get()).keep(key, mail);
            log.warn(
                    "The answer {} could not be sent, and is kept in {}: {}",
                    key,
                    failedFolder.get(),
                    cause.getMessage());
            return true;
        } catch (IOException e) {
            log.warn("The folder {} keeps no answers: {}", failedFolder.get(), e.getMessage());
            return false;
        }
    }
}
