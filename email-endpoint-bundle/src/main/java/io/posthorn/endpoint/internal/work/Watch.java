package io.posthorn.endpoint.internal.work;

import io.posthorn.email.Disposition;
import io.posthorn.email.EmailException;
import io.posthorn.email.MailFolder;
import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.endpoint.EndpointStatus.State;
import io.posthorn.endpoint.internal.ledger.Ledger;
import io.posthorn.endpoint.internal.result.ResultMails;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The thread of an endpoint: it looks for mail, waits for more, and begins anew after whatever has happened. Nothing but
 * {@link #close()} ends it.
 */
public final class Watch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    /** How long whoever stops the endpoint waits for the work on a mail. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Plan plan;
    private final Ledger ledger;
    private final Mailroom room;
    private final Services services;
    private final Leases leases;
    private final Standing standing;
    private final Rhythm rhythm;
    private final InstantSource clock;
    private final Supplier<ResultMails> mails;
    private final Rest rest = new Rest();
    private final Thread thread;
    private @Nullable MailFolder folder;
    private @Nullable Scan scan;
    private @Nullable Instant next;
    private long scans;
    private int failures;
    private String trouble = "";
    private volatile @Nullable MailFolder awaited;
    private volatile boolean closed;
    private volatile boolean anew;
    private boolean validated;
    private boolean canSend;

    /** Starts nothing yet. */
    public Watch(
            Plan plan,
            Ledger ledger,
            Mailroom room,
            Services services,
            Leases leases,
            Supplier<ResultMails> mails,
            Standing standing,
            Rhythm rhythm,
            InstantSource clock) {
        this.plan = plan;
        this.ledger = ledger;
        this.room = room;
        this.services = services;
        this.leases = leases;
        this.mails = mails;
        this.standing = standing;
        this.rhythm = rhythm;
        this.clock = clock;
        this.thread = new Thread(this::run, "posthorn-endpoint-" + plan.name());
        this.thread.setDaemon(true);
    }

    /** Begins to watch. */
    public void start() {
        thread.start();
    }

    /** Looks now, instead of later. */
    public void wake() {
        anew = true;
        rest.wake();
        MailFolder waiting = awaited;
        if (waiting != null) {
            waiting.wake();
        }
    }

    private void run() {
        try {
            rest.rest(rhythm.settle());
            watch();
        } catch (InterruptedException e) {
            log.debug("{} is interrupted.", plan.name());
        } finally {
            leave();
            room.close();
        }
    }

    private void watch() {
        while (!closed) {
            try {
                round();
            } catch (InterruptedException e) {
                log.debug("{} is interrupted.", plan.name()); // asked for by close() alone, which is seen above
            } catch (Throwable e) { // an endpoint that ends is deaf: whatever it is, it begins anew
                recover(e);
            }
        }
    }

    private void round() throws InterruptedException {
        if (plan.validate() && !validated) {
            validate(opened());
        }
        Optional<EndpointService> service = ready();
        if (service.isEmpty()) {
            rest.rest(rhythm.glance());
            return;
        }
        Optional<Instant> look = look();
        if (look.isEmpty() && !anew) {
            standing.is(State.STOPPED, "It has done its " + scans + " scans (Repeat Count).");
            rest.rest(rhythm.longest());
            return;
        }
        if (!anew && look.filter(clock.instant()::isBefore).isPresent()) {
            standing.is(State.WATCHING, "");
            sleep(look.orElseThrow());
            return;
        }
        boolean more = scan(service.get());
        if (!more) {
            await();
        }
        failures = 0;
        trouble = "";
    }

    /** <i>Validate inbox</i>: what is wrong with the mailbox is told at once, and not when the first mail is waited for. */
    private void validate(MailFolder open) {
        open.check();
        standing.heard();
        validated = true;
        log.info("{} can read {} of {}.", plan.name(), plan.folder(), plan.mailbox());
    }

    /** Why an endpoint does nothing that a person has paused. */
    public static String paused(String name) {
        return "It was paused. mail:endpoints --resume '" + name + "' ends that.";
    }

    /** The service, if nothing keeps it from being invoked. */
    private Optional<EndpointService> ready() {
        if (ledger.isPaused()) {
            standing.is(State.PAUSED, paused(plan.name()));
            return Optional.empty();
        }
        Optional<EndpointService> service = services.find(plan.service());
        if (service.isEmpty()) {
            waits("No service '" + plan.service() + "' is registered. There "
                    + (services.names().isEmpty() ? "is none." : "are: " + String.join(", ", services.names()) + "."));
            return service;
        }
        String mismatch = mismatch(service.get());
        if (!mismatch.isEmpty()) {
            waits(mismatch);
            return Optional.empty();
        }
        if (!canSend) { // a changed page makes another endpoint
            room.checkSending();
            canSend = true;
        }
        return service;
    }

    private String mismatch(EndpointService service) {
        Map<String, List<EndpointParameter>> operations = service.operations();
        List<EndpointParameter> declared = operations.get(plan.operation());
        if (declared == null) {
            return "The service '" + plan.service() + "' has no operation '" + plan.operation()
                    + "' (Operation Name). It has: "
                    + String.join(", ", operations.keySet().stream().sorted().toList()) + ".";
        }
        try {
            plan.inputs().check(declared);
            return "";
        } catch (IllegalArgumentException e) {
            return "The field Input Mappings is not usable. " + e.getMessage();
        }
    }

    private void waits(String why) {
        standing.is(State.WAITING, why);
        if (!why.equals(trouble)) {
            log.warn("{} waits: {}", plan.name(), why);
            trouble = why;
        }
    }

    /** When the next look is due: by the schedule, or for a mail that is to be tried again. */
    private Optional<Instant> look() {
        Optional<Instant> fresh = plan.schedule().next(clock.instant(), scans);
        if (next == null || fresh.filter(next::isAfter).isPresent()) { // later only if the clock was set back
            next = fresh.orElse(null);
        }
        return Stream.concat(Stream.ofNullable(next), due().stream()).min(Comparator.naturalOrder());
    }

    private Optional<Instant> due() {
        return scan == null ? Optional.empty() : scan.due();
    }

    private boolean scan(EndpointService service) {
        if (anew && scan != null) {
            scan.startAnew();
        }
        anew = false;
        Scan current = scanner();
        standing.is(State.WORKING, "");
        boolean push = isPush();
        boolean scheduled = next != null && !next.isAfter(clock.instant());
        boolean more = current.run(service, push ? -1 : plan.batch(), this::mayGoOn);
        if (!push) {
            if (scheduled) {
                scans++;
                next = null;
            }
            return false;
        }
        return more && mayGoOn();
    }

    private boolean mayGoOn() {
        return !closed && !anew;
    }

    private MailFolder opened() {
        MailFolder open = folder;
        if (open == null) {
            open = room.folder(plan.folder());
            folder = open;
        }
        return open;
    }

    private Scan scanner() {
        Scan current = scan;
        if (current == null) {
            MailFolder open = opened();
            Answers answers = new Answers(room, plan.failedFolder());
            Work work = new Work(
                    plan, open, new Aside(plan, room), ledger, answers, mails.get(), leases, standing, rhythm, clock);
            boolean keeps = plan.after().action() == Disposition.Action.MARK_READ;
            current = new Scan(open, keeps, ledger, work, standing, clock);
            scan = current;
        }
        return current;
    }

    private boolean isPush() {
        MailFolder open = folder;
        return plan.push() && open != null && open.canAwait();
    }

    private void await() {
        MailFolder open = folder;
        Instant now = clock.instant();
        standing.is(State.WATCHING, "");
        if (!isPush() || open == null) {
            return; // the next round sleeps
        }
        Duration longest = due().map(moment -> Duration.between(now, moment))
                .filter(wait -> wait.compareTo(rhythm.sweep()) < 0)
                .orElse(rhythm.sweep());
        awaited = open;
        try {
            if (!anew && !closed) {
                open.await(longest.isNegative() ? Duration.ZERO : longest);
            }
        } finally {
            awaited = null;
        }
        standing.heard();
    }

    /** In pieces, since a person may pause it, or the clock be set. */
    private void sleep(Instant until) throws InterruptedException {
        Duration left = Duration.between(clock.instant(), until);
        Duration piece = left.compareTo(rhythm.sweep()) < 0 ? left : rhythm.sweep();
        if (!piece.isNegative() && !piece.isZero()) {
            rest.rest(piece);
        }
    }

    private void recover(Throwable e) {
        failures++;
        canSend = false;
        Duration wait = rhythm.afterFailures(failures);
        if (e instanceof EmailException mail) {
            Duration asked = Throttle.asked(mail);
            wait = asked.compareTo(wait) > 0 ? asked : wait;
        } else {
            leave();
        }
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : Labels.own(e.getMessage());
        standing.is(State.WAITING, why);
        if (!why.equals(trouble)) {
            if (e instanceof EmailException || e.getMessage() != null && e instanceof RuntimeException) {
                log.warn("{} tries again in {} s: {}", plan.name(), wait.toSeconds(), why);
            } else {
                log.error("{} begins anew in {} s", plan.name(), wait.toSeconds(), e);
            }
            trouble = why;
        }
        try {
            rest.rest(wait);
        } catch (InterruptedException interrupted) {
            log.debug("{} is interrupted.", plan.name());
        }
    }

    private void leave() {
        MailFolder open = folder;
        folder = null;
        scan = null;
        if (open != null) {
            try {
                open.close();
            } catch (Throwable e) { // or the endpoint would be deaf
                log.debug("The folder could not be closed", e);
            }
        }
    }

    /** Takes up nothing more. What runs is waited for, for a while, and comes to its end after that. */
    @Override
    public void close() {
        closed = true;
        wake();
        if (thread.getState() == Thread.State.NEW) {
            room.close();
            return;
        }
        try {
            thread.join(PATIENCE.toMillis());
            if (thread.isAlive()) {
                log.info("{} ends when the mail that it works on is done.", plan.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it has come to its end. */
    public boolean isOver() {
        return closed && !thread.isAlive();
    }

    /** Ends what still runs. */
    public void cut() {
        closed = true;
        thread.interrupt();
        wake();
    }
}
