package io.posthorn.email.internal.outbox;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.RecipientOutcome;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an attempt to send means for the mail and its mailbox. */
sealed interface Verdict {

    /** What it said of the recipients; empty if nothing. */
    List<RecipientOutcome> outcomes();

    /** In the words of the failure. */
    String cause();

    /** The server took it, for some recipients at least. */
    record Accepted(List<RecipientOutcome> outcomes) implements Verdict {
        @Override
        public String cause() {
            return "";
        }
    }

    /**
     * For good.
     *
     * @param wholeMail whether it would be refused for other recipients, too
     */
    record Refused(List<RecipientOutcome> outcomes, String cause, boolean wholeMail) implements Verdict {}

    /** This mail waits, others go on. */
    record Deferred(List<RecipientOutcome> outcomes, String cause, Optional<Duration> pause) implements Verdict {}

    /**
     * The mailbox waits, and this is no try of the mail's.
     *
     * @param signIn whether it waits for a person to sign in
     */
    record Resting(List<RecipientOutcome> outcomes, String cause, Optional<Duration> pause, boolean signIn)
            implements Verdict {}

    /** Nobody knows. */
    record InDoubt(List<RecipientOutcome> outcomes, String cause) implements Verdict {}

    /**
     * Of a failure.
     *
     * @param ending whether the last bytes may have gone out
     */
    static Verdict of(EmailException e, boolean ending) {
        String cause = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case MESSAGE -> new Refused(e.outcomes(), cause, true);
            case RECIPIENT -> new Refused(e.outcomes(), cause, false);
            case IN_DOUBT ->
                ending ? new InDoubt(e.outcomes(), cause) : new Deferred(e.outcomes(), cause, e.retryAfter());
            case MAILBOX, APPLICATION, TENANT, SIGN_IN_NEEDED ->
                new Resting(e.outcomes(), cause, e.retryAfter(), e.kind() == Kind.SIGN_IN_NEEDED);
            case TEMPORARY ->
                e.isForWholeMailbox()
                        ? new Resting(e.outcomes(), cause, e.retryAfter(), false)
                        : new Deferred(e.outcomes(), cause, e.retryAfter());
        };
    }

    /** Of a fault in Posthorn itself. */
    static Verdict of(Throwable fault, boolean ending) {
        String cause = "A fault in Posthorn: " + fault;
        return ending ? new InDoubt(List.of(), cause) : new Deferred(List.of(), cause, Optional.empty());
    }
}
