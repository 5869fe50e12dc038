package io.posthorn.endpoint.internal.work;

import io.posthorn.email.Disposition;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.MailFolder;
import io.posthorn.email.MailId;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.endpoint.internal.guard.Guard;
import io.posthorn.endpoint.internal.guard.Ruling;
import io.posthorn.endpoint.internal.ledger.Claim;
import io.posthorn.endpoint.internal.ledger.Facts;
import io.posthorn.endpoint.internal.ledger.Identity;
import io.posthorn.endpoint.internal.ledger.Ledger;
import io.posthorn.endpoint.internal.ledger.State;
import io.posthorn.endpoint.internal.result.ResultMails;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The work on one mail: claim, invoke, answer, commit, tidy. The folder is changed after the commit only, and what was committed
 * is not invoked again.
 */
final class Work {

    private static final Logger log = LoggerFactory.getLogger(Work.class);

    /** A mail that breaks each connection on which it is read is one that fails. */
    private static final int MOST_DISTURBED = 20;

    private final Plan plan;
    private final MailFolder folder;
    private final Aside aside;
    private final Ledger ledger;
    private final Answers answers;
    private final ResultMails mails;
    private final Guard guard;
    private final Leases leases;
    private final Standing standing;
    private final Rhythm rhythm;
    private final InstantSource clock;

    Work(
            Plan plan,
            MailFolder folder,
            Aside aside,
            Ledger ledger,
            Answers answers,
            ResultMails mails,
            Leases leases,
            Standing standing,
            Rhythm rhythm,
            InstantSource clock) {
        this.plan = plan;
        this.folder = folder;
        this.aside = aside;
        this.ledger = ledger;
        this.answers = answers;
        this.mails = mails;
        this.guard = new Guard(plan.rules());
        this.leases = leases;
        this.standing = standing;
        this.rhythm = rhythm;
        this.clock = clock;
    }

    /**
     * Works on a mail.
     *
     * @return when it is to be looked at again; empty if nothing is left to do with it
     * @throws EmailException if the folder cannot be used at present
     */
    Optional<Instant> on(MailId mail, EndpointService service) {
        @Nullable ReceivedEmail head = null;
        try {
            Optional<ReceivedEmail> found = folder.head(mail);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            head = found.get();
        } catch (EmailException e) {
            if (e.kind() != Kind.MESSAGE) {
                throw e;
            }
            log.warn("{}: the mail with UID {} cannot be read: {}", plan.name(), mail.uid(), e.getMessage());
        }
        Facts facts = head == null ? new Facts("", "", "") : Facts.of(head);
        Claim claim = ledger.claim(mail, identity(head), facts);
        if (claim instanceof Claim.Later later) {
            return Optional.of(later.until());
        }
        if (!(claim instanceof Claim.Held held)) {
            return Optional.of(clock.instant().plus(rhythm.glance())); // busy
        }
        Leases.Lease lease = leases.hold(ledger, held);
        try {
            if (held instanceof Claim.Taken taken) {
                standing.mail();
                return new OneMail(mail, taken, facts, head).work(service);
            }
            finish(mail, (Claim.Ended) held);
            return Optional.empty();
        } catch (RuntimeException e) {
            giveBack(held, facts, e);
            throw e;
        } finally {
            lease.close();
        }
    }

    /** What may start nothing is known by its number alone, or a forged copy would stand for the true mail. */
    private String identity(@Nullable ReceivedEmail head) {
        return head != null && guard.judge(head) instanceof Ruling.Accepted ? Identity.of(head) : "";
    }

    /** A lease would hold the mail up for a minute. */
    private void giveBack(Claim.Held held, Facts facts, RuntimeException cause) {
        try {
            if (held instanceof Claim.Taken taken) {
                Instant next = clock.instant().plus(rhythm.first());
                ledger.disturbed(taken, next, facts.because(String.valueOf(cause.getMessage())));
            }
            ledger.letGo(held);
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /** Does what another has left, who may have come half way. */
    private void finish(MailId mail, Claim.Ended ended) {
        boolean isAside = !plan.quarantine().isEmpty()
                && (ended.state() == State.FAILED || ended.state() == State.IGNORED)
                && aside.has(ended.id());
        if (isAside) {
            folder.dispose(mail, Disposition.DELETE);
            ledger.tidied(ended.id(), ended.state());
        } else {
            tidy(mail, ended.id(), ended.state(), ended.cause());
        }
    }

    /** Does in the folder what is left to do. */
    private void tidy(MailId mail, String id, State state, String cause) {
        if (state == State.COMMITTED || state == State.DONE) {
            folder.dispose(mail, plan.after());
        } else if (!plan.quarantine().isEmpty()) {
            putAside(mail, id, cause);
        }
        ledger.tidied(id, state);
    }

    /** A large mail is not sent back and forth for a header. */
    private void putAside(MailId mail, String id, String cause) {
        if (guard.size(mail) instanceof Ruling.Rejected) {
            folder.dispose(mail, Disposition.moveTo(plan.quarantine()));
            return;
        }
        try {
            folder.moveWithHeader(mail, plan.quarantine(), Aside.HEADER, id + "; " + cause);
        } catch (EmailException e) {
            if (e.kind() != Kind.MESSAGE && e.serverReply().isEmpty()) {
                throw e;
            }
            folder.dispose(mail, Disposition.moveTo(plan.quarantine())); // what cannot be read, or copied
        }
    }

    /** A mail that is claimed. */
    private final class OneMail {

        private final MailId mail;
        private final Claim.Taken taken;
        private final Facts facts;
        private final @Nullable ReceivedEmail head;

        OneMail(MailId mail, Claim.Taken taken, Facts facts, @Nullable ReceivedEmail head) {
            this.mail = mail;
            this.taken = taken;
            this.facts = facts;
            this.head = head;
        }

        Optional<Instant> work(EndpointService service) {
            if (taken.tries() > plan.tries() + (isAnswered() ? 1 : 0)) {
                return refuse("It was begun " + plan.tries() + " times, and the server ended each time.");
            }
            if (taken.disturbed() > MOST_DISTURBED) {
                return refuse("It could not be worked on, though it was tried " + MOST_DISTURBED + " times.");
            }
            if (head == null) {
                return failed("The mailbox lists the mail, and it cannot be read.");
            }
            Ruling ruling =
                    guard.size(mail) instanceof Ruling.Rejected tooLarge && guard.judge(head) instanceof Ruling.Accepted
                            ? tooLarge
                            : guard.judge(head);
            if (ruling instanceof Ruling.Accepted accepted) {
                return invoke(service, accepted.authenticated());
            }
            return ruling instanceof Ruling.Ignored ignored
                    ? end(State.IGNORED, ignored.cause())
                    : refuse(((Ruling.Rejected) ruling).cause());
        }

        /** It was done, and its server died before the commit: that is still to be noted. */
        private boolean isAnswered() {
            return taken.tries() > plan.tries()
                    && (answers.isSubmitted(taken.id() + "/0") || answers.isSubmitted(taken.id() + "/1"));
        }

        private Optional<Instant> invoke(EndpointService service, boolean authenticated) {
            Invoking invoking = new Invoking(plan, ledger, answers, mails, service);
            AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
            try {
                boolean there = folder.read(mail, email -> {
                    Ruling files = guard.attachments(email);
                    outcome.set(
                            files instanceof Ruling.Rejected rejected
                                    ? new Outcome.Refused(rejected.cause())
                                    : invoking.of(taken, email, authenticated));
                });
                standing.heard();
                if (!there) { // another client has moved it
                    ledger.forget(taken);
                    return Optional.empty();
                }
            } catch (EmailException e) {
                if (e.kind() == Kind.MESSAGE) {
                    return failed(String.valueOf(e.getMessage()));
                }
                disturbed(String.valueOf(e.getMessage()), Throttle.asked(e));
                throw e;
            }
            return settle(outcome.get());
        }

        private Optional<Instant> settle(@Nullable Outcome outcome) {
            if (outcome instanceof Outcome.Refused refused) {
                return refuse(refused.cause());
            }
            if (outcome instanceof Outcome.Failed failed) {
                return failed(failed.cause());
            }
            if (outcome instanceof Outcome.Disturbed disturbed) {
                return disturbed(disturbed.cause(), disturbed.pause());
            }
            return end(State.COMMITTED, "");
        }

        private Optional<Instant> failed(String cause) {
            if (taken.tries() >= plan.tries()) {
                return refuse(cause);
            }
            Instant next = clock.instant().plus(rhythm.beforeTry(taken.tries()));
            Facts because = facts.because(cause);
            log.warn("{}: a mail is tried again at {}: {}", plan.name(), next, because.cause());
            ledger.later(taken, next, because);
            return Optional.of(next);
        }

        private Optional<Instant> disturbed(String cause, Duration pause) {
            Duration wait = rhythm.afterFailures(taken.disturbed() + 1);
            Instant next = clock.instant().plus(wait.compareTo(pause) < 0 ? pause : wait);
            ledger.disturbed(taken, next, facts.because(cause));
            return Optional.of(next);
        }

        /** Puts it aside, and tells its sender once, whatever crashes. */
        private Optional<Instant> refuse(String cause) {
            if (!ledger.renew(taken)) {
                return lost();
            }
            Optional<Email> mail = failure(cause);
            Optional<Outcome> trouble =
                    mail.flatMap(failure -> answers.submit(failure, taken.id() + "/failure/" + taken.spared()));
            if (trouble.isPresent() && trouble.get() instanceof Outcome.Disturbed disturbed) {
                return disturbed(cause + " " + disturbed.cause(), disturbed.pause());
            }
            return end(State.FAILED, cause);
        }

        /** Nothing, where nobody can be told. */
        private Optional<Email> failure(String cause) {
            try {
                return head == null ? Optional.empty() : mails.failure(head, cause);
            } catch (IllegalArgumentException e) {
                log.warn("{}: the sender of a mail cannot be told of its failure: {}", plan.name(), e.getMessage());
                return Optional.empty();
            }
        }

        private Optional<Instant> lost() {
            log.warn("{}: the work on a mail took so long that another server has taken it over.", plan.name());
            return Optional.of(clock.instant().plus(rhythm.glance()));
        }

        private Optional<Instant> end(State state, String cause) {
            Facts because = facts.because(cause);
            if (!ledger.end(taken, state, because)) {
                return lost();
            }
            switch (state) {
                case COMMITTED -> standing.committed();
                case FAILED -> {
                    standing.failed();
                    log.warn("{}: a mail goes to quarantine: {}", plan.name(), because.cause());
                }
                default -> {
                    standing.ignored();
                    log.info("{}: a mail starts nothing: {}", plan.name(), because.cause());
                }
            }
            tidy(mail, taken.id(), state, cause);
            return Optional.empty();
        }
    }
}
