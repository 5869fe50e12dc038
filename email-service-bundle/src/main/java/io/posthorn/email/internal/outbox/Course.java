package io.posthorn.email.internal.outbox;

import io.posthorn.email.Address;
import io.posthorn.email.Email.Delivery;
import io.posthorn.email.internal.outbox.Addressee.Fate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says what becomes of a mail after an attempt.
 *
 * @param retries waits between the tries of a mail
 */
record Course(Backoff retries) {

    /** RFC 5321, section 4.5.4.1: at least four to five days. */
    static final Duration PATIENCE = Duration.ofDays(5);

    /**
     * What to write.
     *
     * @param facts before the attempt
     * @param tried who it was for
     */
    Ending after(Entry entry, Facts facts, List<Address> tried, Verdict verdict, Instant now) {
        Facts told = facts.with(verdict.outcomes()).because(verdict.cause());
        if (verdict instanceof Verdict.Accepted accepted) {
            String reply = accepted.outcomes().isEmpty()
                    ? ""
                    : accepted.outcomes().get(0).serverReply();
            return accepted(
                    entry, accepted.outcomes().isEmpty() ? told.all(tried, Fate.SERVED, reply) : told, tried, now);
        }
        if (verdict instanceof Verdict.Refused refused) {
            List<Address> those = refused.wholeMail() ? told.recipients() : tried;
            return goOn(entry, told.all(those, Fate.REFUSED, ""), now);
        }
        if (verdict instanceof Verdict.Deferred deferred) {
            return defer(entry, told, deferred.pause().orElse(Duration.ZERO), now);
        }
        if (verdict instanceof Verdict.InDoubt) {
            return new Ending(Entry.IN_DOUBT, told, entry.tries() + 1, now.toEpochMilli(), null, now.toEpochMilli());
        }
        // The mailbox rests. Whether others get through shows the next try, which is one of them; but for a sign-in,
        // all wait.
        boolean keepsItsPlace = verdict instanceof Verdict.Resting resting && resting.signIn();
        return new Ending(
                Entry.WAITING,
                told.because(""),
                entry.tries(),
                (keepsItsPlace ? entry.nextTry().orElse(now) : now).toEpochMilli(),
                entry.deferred().map(Instant::toEpochMilli).orElse(null),
                null);
    }

    private Ending accepted(Entry entry, Facts told, List<Address> tried, Instant now) {
        List<Address> late = told.that(Fate.WANTED).stream()
                .map(Addressee::address)
                .filter(tried::contains)
                .toList();
        List<Addressee> left = told.that(Fate.WANTED);
        if (!late.isEmpty() && left.size() == late.size()) {
            return defer(entry, told.because(replies(left)), Duration.ZERO, now);
        }
        return goOn(entry, told.last(late), now);
    }

    /** Another part at once, or the end. */
    private static Ending goOn(Entry entry, Facts told, Instant now) {
        if (told.that(Fate.WANTED).isEmpty()) {
            return end(entry, told, now);
        }
        return new Ending(Entry.WAITING, told, entry.tries(), now.toEpochMilli(), null, null);
    }

    private static Ending end(Entry entry, Facts told, Instant now) {
        List<Addressee> refused = told.that(Fate.REFUSED);
        int served = told.that(Fate.SERVED).size();
        boolean sent = refused.isEmpty() || served > 0 && told.delivery() == Delivery.PER_RECIPIENT;
        String cause = refused.isEmpty()
                ? ""
                : served == 0
                        ? told.cause()
                        : "Sent to " + served + ", refused for " + replies(refused) + ". " + told.cause();
        return new Ending(
                sent ? Entry.SENT : Entry.REFUSED,
                told.because(cause.isEmpty() && !refused.isEmpty() ? "Refused for " + replies(refused) : cause),
                entry.tries() + 1,
                null,
                null,
                now.toEpochMilli());
    }

    private Ending defer(Entry entry, Facts told, Duration atLeast, Instant now) {
        Instant since = entry.deferred().orElse(now);
        if (Duration.between(since, now).compareTo(PATIENCE) >= 0) {
            List<Address> late =
                    told.that(Fate.WANTED).stream().map(Addressee::address).toList();
            String cause =
                    "Deferred for " + PATIENCE.toDays() + " days, so it was given up. The last cause: " + told.cause();
            return end(entry, told.all(late, Fate.REFUSED, "").because(cause), now);
        }
        int tries = entry.tries() + 1;
        Duration grown = retries.after(tries);
        Duration pause = grown.compareTo(atLeast) > 0 ? grown : atLeast.plus(grown.dividedBy(10));
        return new Ending(Entry.WAITING, told, tries, now.plus(pause).toEpochMilli(), since.toEpochMilli(), null);
    }

    private static String replies(List<Addressee> addressees) {
        return addressees.stream()
                .limit(10)
                .map(addressee -> addressee.address().address()
                        + (addressee.reply().isEmpty() ? "" : " (" + addressee.reply() + ")"))
                .collect(Collectors.joining(", "));
    }
}
