package io.posthorn.endpoint.internal.work;

import io.posthorn.email.EmailException;
import io.posthorn.email.MailFolder;
import io.posthorn.email.MailId;
import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.endpoint.internal.ledger.Ledger;
import io.posthorn.endpoint.internal.ledger.Ledger.Known;
import io.posthorn.endpoint.internal.ledger.State;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Works through a folder, oldest first. What is tidy is remembered, so that a folder that keeps its mails costs little. */
final class Scan {

    private static final int BATCH = 200;

    /** One after the other; then it is not the mails' doing. */
    private static final int MOST_TROUBLES = 3;

    private static final Duration TIDYING = Duration.ofHours(12);

    private final MailFolder folder;
    private final boolean keeps;
    private final Ledger ledger;
    private final Work work;
    private final Standing standing;
    private final InstantSource clock;
    private final Set<String> tidy = new HashSet<>();
    private long validity = -1;
    private @Nullable Instant tidied;
    private @Nullable Instant due;
    private @Nullable EmailException trouble;
    private int troubles;

    /** @param keeps whether the folder keeps what is done */
    Scan(MailFolder folder, boolean keeps, Ledger ledger, Work work, Standing standing, InstantSource clock) {
        this.keeps = keeps;
        this.folder = folder;
        this.ledger = ledger;
        this.work = work;
        this.standing = standing;
        this.clock = clock;
    }

    /** When a mail is to be looked at again. */
    Optional<Instant> due() {
        return Optional.ofNullable(due);
    }

    /** After something was released from quarantine. */
    void startAnew() {
        tidy.clear();
    }

    /**
     * Takes up what is new, or due.
     *
     * @param most how many mails at most; all if below 0
     * @param goOn asked before each mail
     * @return whether there may be more to do at once
     */
    boolean run(EndpointService service, int most, BooleanSupplier goOn) {
        List<MailId> there = folder.list();
        standing.heard();
        due = null;
        trouble = null;
        troubles = 0;
        remember(there);
        List<MailId> open =
                there.stream().filter(mail -> !tidy.contains(mail.uid())).toList();
        standing.backlog(open.size());
        int taken = 0;
        for (int from = 0; from < open.size(); from += BATCH) {
            List<MailId> some = open.subList(from, Math.min(open.size(), from + BATCH));
            Map<String, Known> known =
                    ledger.known(validity, some.stream().map(MailId::uid).toList());
            for (MailId mail : some) {
                if (!goOn.getAsBoolean() || most >= 0 && taken >= most) {
                    return true;
                }
                if (isOpen(mail, known.get(mail.uid()))) {
                    taken++;
                    on(mail, service);
                    standing.backlog(open.size() - taken);
                }
            }
        }
        settle();
        if (trouble != null) {
            throw trouble;
        }
        return false;
    }

    private void settle() {
        try {
            folder.settle();
        } catch (RuntimeException e) {
            tidy.clear(); // nobody knows what has been deleted
            throw e;
        }
    }

    /** What one mail alone does to the server keeps nobody from working on the others. */
    private void on(MailId mail, EndpointService service) {
        try {
            Optional<Instant> again = work.on(mail, service);
            again.ifPresentOrElse(this::lookAgain, () -> tidy.add(mail.uid()));
            troubles = 0;
        } catch (EmailException e) {
            troubles++;
            if (troubles >= MOST_TROUBLES || !Throttle.asked(e).isZero()) {
                throw e;
            }
            folder.check();
            trouble = e;
        }
    }

    private void remember(List<MailId> there) {
        long now = there.isEmpty() ? validity : there.get(0).validity();
        if (now != validity) {
            tidy.clear();
            validity = now;
        }
        Set<String> uids = there.stream().map(MailId::uid).collect(Collectors.toSet());
        tidy.retainAll(uids);
        Instant moment = clock.instant();
        if (tidied == null || moment.isAfter(tidied.plus(TIDYING))) {
            tidied = moment;
            tidy.clear();
            ledger.tidyGone(validity, uids);
            ledger.forgetOld(validity, uids);
        }
    }

    private boolean isOpen(MailId mail, @Nullable Known known) {
        if (known == null) {
            return true;
        }
        if (known.state().isTidy() && (keeps || known.state() != State.DONE)) {
            tidy.add(mail.uid());
            return false;
        }
        boolean later = known.nextTry().isAfter(clock.instant());
        if (later) {
            lookAgain(known.nextTry());
        }
        return !later;
    }

    private void lookAgain(Instant moment) {
        if (due == null || moment.isBefore(due)) {
            due = moment;
        }
    }
}
