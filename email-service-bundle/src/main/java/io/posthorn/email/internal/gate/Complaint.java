package io.posthorn.email.internal.gate;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.internal.Limits;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The sentences for those whom the gate of a mailbox does not let in. */
final class Complaint {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration UNKNOWN = Duration.ofSeconds(10);

    private final String mailbox;

    Complaint(String mailbox) {
        this.mailbox = mailbox;
    }

    EmailException tooMany(int recipients, Limits limits) {
        return new EmailException(
                Kind.MESSAGE,
                "",
                "The mail has " + recipients + " recipients, and the mailbox " + mailbox + " may send to "
                        + limits.recipientsPerDay()
                        + " a day. Send it to fewer, or raise the field Recipients per Day.",
                null);
    }

    /** @param cause of the rest */
    EmailException tooLong(Waiter<?> waiter, Instant now, String cause) {
        Verdict verdict = waiter.verdict;
        Obstacle obstacle = verdict == null ? null : verdict.obstacle();
        Duration left = atLeast(SOON, Duration.between(now, waiter.expected));
        if (obstacle == null || obstacle == Obstacle.CONNECTIONS) {
            left = atLeast(UNKNOWN, left);
        }
        return temporary(reason(obstacle, waiter.limits, cause) + turn(obstacle, waiter, now, left), left);
    }

    private String reason(@Nullable Obstacle obstacle, Limits limits, String cause) {
        if (obstacle == null) {
            return "The mailbox " + mailbox + " is busy.";
        }
        return switch (obstacle) {
            case REST -> "The mailbox " + mailbox + " rests: " + cause + (cause.endsWith(".") ? "" : ".");
            case MINUTE ->
                "The mailbox " + mailbox + " has sent the " + limits.messagesPerMinute() + " messages of this minute.";
            case DAY ->
                "The mailbox " + mailbox + " has reached the " + limits.recipientsPerDay() + " recipients of its day.";
            case CONNECTIONS ->
                "The " + limits.connections() + " SMTP connections of the mailbox " + mailbox + " are in use.";
        };
    }

    private static String turn(@Nullable Obstacle obstacle, Waiter<?> waiter, Instant now, Duration left) {
        String allowed = text(waiter.limits.longestWait());
        if (obstacle == null || obstacle == Obstacle.CONNECTIONS) {
            return " None came free within the " + allowed + " that the field Longest Wait allows.";
        }
        Duration waited = Duration.between(waiter.since, now);
        return (waited.compareTo(SOON) < 0 ? " " : " This mail has waited " + text(waited) + ".")
                .concat(waited.compareTo(SOON) < 0 ? "Its turn" : " Its turn")
                .concat(" comes in " + text(left) + ", and the field Longest Wait allows " + allowed + ".");
    }

    EmailException interrupted() {
        return temporary("The call was interrupted while it waited for the mailbox " + mailbox + ".", SOON);
    }

    EmailException stopping() {
        return temporary("Posthorn is stopping; the mail for the mailbox " + mailbox + " was not sent.", UNKNOWN);
    }

    EmailException broken(RuntimeException cause) {
        return new EmailException(
                Kind.TEMPORARY,
                "",
                "The limits of the mailbox " + mailbox + " could not be checked; see the log.",
                UNKNOWN,
                true,
                List.of(),
                cause);
    }

    private static EmailException temporary(String message, Duration retryAfter) {
        return new EmailException(Kind.TEMPORARY, "", message, retryAfter, true, List.of(), null);
    }

    private static Duration atLeast(Duration least, Duration duration) {
        return duration.compareTo(least) < 0 ? least : duration;
    }

    /** Rounded up, for people. */
    private static String text(Duration duration) {
        long seconds = duration.plusNanos(999_999_999).toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? (seconds + 59) / 60 + " min" : (seconds + 3599) / 3600 + " h";
    }
}
