package io.posthorn.email.internal.outbox;

import io.posthorn.email.Address;
import io.posthorn.email.EmailException;
import io.posthorn.email.internal.mail.compose.Envelope;
import io.posthorn.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Sends one mail once, and writes down what came of it. */
final class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** It waits where it was. */
    private static final Verdict UNTRIED = new Verdict.Resting(List.of(), "", Optional.empty(), true);

    private final Tables tables;
    private final Bodies bodies;
    private final Deliveries deliveries;
    private final Rhythm rhythm;
    private final Course course;
    private final Backoff rests;
    private final Backoff writing = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, () -> 0);
    private final Endings endings;
    private final Entries entries;
    private final CountDownLatch stopping;

    Delivery(
            Tables tables,
            Bodies bodies,
            Deliveries deliveries,
            Rhythm rhythm,
            Endings endings,
            Entries entries,
            CountDownLatch stopping) {
        this.tables = tables;
        this.bodies = bodies;
        this.deliveries = deliveries;
        this.rhythm = rhythm;
        this.endings = endings;
        this.entries = entries;
        this.stopping = stopping;
        this.course = new Course(new Backoff(
                rhythm.retry(),
                Rhythm.LONGEST_RETRY,
                () -> ThreadLocalRandom.current().nextDouble()));
        this.rests = new Backoff(
                rhythm.rest(),
                Rhythm.LONGEST_REST,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * A mail about to go out.
     *
     * @param facts of it
     * @param mail as the server will see it
     */
    record Ready(Entry entry, Facts facts, StoredMail mail) {}

    /** @return empty if it cannot be decrypted: then it waits, and others go on */
    Optional<Ready> prepare(Entry entry, int mostRecipients) {
        try {
            return Optional.of(ready(entry, mostRecipients));
        } catch (StoreException e) {
            log.warn("The mail {} cannot be sent for now: {}", entry.id(), e.getMessage());
            insist(() -> {
                deliveries.putBack(
                        entry, tables.now() + Rhythm.LONGEST_REST.toMillis(), String.valueOf(e.getMessage()));
                return true;
            });
            return Optional.empty();
        }
    }

    private Ready ready(Entry entry, int mostRecipients) {
        Facts facts = tables.unseal(entry.id(), String.valueOf(entry.sealed()));
        Envelope envelope = facts.next(entry.messageId(), mostRecipients);
        return new Ready(entry, facts, new StoredMail(entry, envelope, facts.smtpUtf8(), bodies, deliveries));
    }

    /** Never fails. */
    void send(SendingPage page, Ready ready) {
        Verdict verdict = isStopping() ? UNTRIED : attempt(page, ready.mail());
        if (ready.mail().isLost()) {
            log.info(
                    "The mail {} was taken over by another server before its last bytes, so this one broke off.",
                    ready.entry().id());
            return;
        }
        if ((isStopping() || ready.mail().isOutOfReach()) && !ready.mail().isEnding()) {
            verdict = UNTRIED;
        } else if (verdict instanceof Verdict.Resting resting) {
            insist(() -> {
                rest(ready.entry().mailbox(), resting);
                return true;
            });
        }
        List<Address> tried = ready.mail().envelope().recipients();
        Instant now = tables.clock().instant();
        write(ready.entry(), course.after(ready.entry(), ready.facts(), tried, verdict, now), verdict);
    }

    private static Verdict attempt(SendingPage page, StoredMail mail) {
        if (mail.envelope().recipients().isEmpty()) {
            return new Verdict.Accepted(List.of());
        }
        try {
            return new Verdict.Accepted(page.send(mail).outcomes());
        } catch (EmailException e) {
            return Verdict.of(e, mail.isEnding());
        } catch (RuntimeException | Error e) {
            log.warn("A mail could not be sent because of a fault in Posthorn.", e);
            return Verdict.of(e, mail.isEnding());
        }
    }

    private void rest(String mailbox, Verdict.Resting resting) {
        Duration grown = resting.signIn() ? rhythm.signIn() : rests.after(deliveries.setbacks(mailbox) + 1);
        Duration asked = resting.pause().orElse(Duration.ZERO);
        Duration pause = grown.compareTo(asked) > 0 ? grown : asked;
        if (deliveries.rest(mailbox, tables.now() + pause.toMillis(), resting.cause())) {
            log.warn("No mail goes out from {} for now: {}", mailbox, resting.cause());
        }
    }

    private void write(Entry entry, Ending ending, Verdict verdict) {
        Optional<Entry> written = insist(() -> deliveries.write(entry, ending));
        if (written.isEmpty()) {
            return;
        }
        Entry now = written.get();
        if (verdict instanceof Verdict.Accepted || verdict instanceof Verdict.Refused) {
            insist(() -> {
                deliveries.succeeded(entry.mailbox());
                return true;
            });
        }
        if (now.is(Entry.WAITING)) {
            log.debug(
                    "The mail {} goes on at {}: {}",
                    now.id(),
                    now.nextTry(),
                    ending.facts().cause());
        } else {
            endings.tell(entries.entry(now));
        }
        if (now.is(Entry.SENT) && now.chunks() > 0) {
            insist(() -> {
                bodies.drop(now);
                return true;
            });
        }
    }

    private interface Step<T> {
        T run();
    }

    /** What is known must be written, or the mail would be in doubt; so until the process ends, it is tried. */
    private <T> T insist(Step<T> step) {
        for (int failures = 1; ; failures++) {
            try {
                return step.run();
            } catch (StoreException e) {
                if (failures == 1) {
                    log.warn("What came of a mail cannot be written to the outbox yet: {}", e.getMessage());
                }
                if (isStopping() && failures > 3 || !pause(writing.after(failures))) {
                    throw e;
                }
            }
        }
    }

    private boolean pause(Duration duration) {
        try {
            if (stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("The last tries before the end.");
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
