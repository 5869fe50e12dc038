package io.posthorn.endpoint.internal;

import io.posthorn.email.Address;
import io.posthorn.email.EmailService;
import io.posthorn.email.Outbox;
import io.posthorn.endpoint.EndpointStatus;
import io.posthorn.endpoint.QuarantinedMail;
import io.posthorn.endpoint.internal.ledger.Ledger;
import io.posthorn.endpoint.internal.result.ResultMails;
import io.posthorn.endpoint.internal.work.Plan;
import io.posthorn.endpoint.internal.work.Release;
import io.posthorn.endpoint.internal.work.Rhythm;
import io.posthorn.endpoint.internal.work.Standing;
import io.posthorn.endpoint.internal.work.Watch;
import io.posthorn.oauth.TokenService;
import io.posthorn.page.WrongPageException;
import io.posthorn.store.Store;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** An endpoint, from the moment that its page is there. A wrong page watches nothing, and says why. */
final class Endpoint implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

    private final EndpointPage page;
    private final String pid;
    private final EmailService email;
    private final Outbox outbox;
    private final TokenService tokens;
    private final Store store;
    private final EndpointsComponent all;
    private final Rhythm rhythm;
    private final InstantSource clock;
    private final Standing standing;
    private @Nullable Plan plan;
    private @Nullable Ledger ledger;
    private @Nullable Watch watch;
    private Places.@Nullable Place place;
    private boolean closed;

    Endpoint(
            Fields fields,
            EmailService email,
            Outbox outbox,
            TokenService tokens,
            Store store,
            EndpointsComponent all,
            Rhythm rhythm,
            InstantSource clock) {
        this.page = new EndpointPage(fields, clock);
        this.pid = fields.page().pid();
        this.email = email;
        this.outbox = outbox;
        this.tokens = tokens;
        this.store = store;
        this.all = all;
        this.rhythm = rhythm;
        this.clock = clock;
        this.standing = new Standing(clock);
    }

    /** Begins, if the page allows it. */
    synchronized void start() {
        try {
            Plan checked = page.plan();
            plan = checked;
            String whose = page.connections().identity();
            ledger = new Ledger(store, clock, rhythm.lease(), checked.name(), whose, checked.folder());
            String folder = place(whose, checked.folder());
            place = all.places().want(checked.name(), folder, pid, this::begin);
            begin();
        } catch (WrongPageException | IllegalArgumentException e) {
            isWrong(String.valueOf(e.getMessage()));
        }
    }

    /** What belongs to one endpoint only. */
    static String place(String mailbox, String folder) {
        return mailbox.toLowerCase(Locale.ROOT) + "\n" + (folder.equalsIgnoreCase("INBOX") ? "INBOX" : folder);
    }

    private void isWrong(String sentence) {
        standing.is(EndpointStatus.State.WRONG_PAGE, sentence);
        log.warn("The endpoint {} watches nothing: {}", page.label(), sentence);
    }

    /** Again when the place has become free. */
    private synchronized void begin() {
        Plan checked = plan;
        Ledger own = ledger;
        if (closed || watch != null || checked == null || own == null || place == null) {
            return;
        }
        String obstacle = all.places().obstacle(place);
        if (!obstacle.isEmpty()) {
            isWrong(obstacle);
            return;
        }
        if (!page.isEnabled()) {
            standing.is(EndpointStatus.State.STOPPED, "The field Enabled is not ticked.");
            return;
        }
        OwnMailroom room = new OwnMailroom(checked.name(), page.connections(), email, outbox, tokens);
        Watch started = new Watch(
                checked,
                own,
                room,
                all.services(),
                all.leases(),
                () -> new ResultMails(checked.texts(), checked.name(), answersFrom(checked)),
                standing,
                rhythm,
                clock);
        watch = started;
        all.isWatching(started);
        standing.is(EndpointStatus.State.STARTING, "");
        started.start();
    }

    /** Which address answers, if the page names none. */
    private Address answersFrom(Plan checked) {
        return checked.texts().sendFrom().orElseGet(() -> page.answersFrom(email::mailbox));
    }

    EndpointStatus status() {
        return standing.status(page.label(), page.mailbox(), page.service());
    }

    String name() {
        return page.label();
    }

    void pause(boolean paused) {
        ledger().pause(paused);
        show(paused);
        wake();
    }

    /** The watch sees it by itself; but whoever has asked looks now. */
    private synchronized void show(boolean paused) {
        if (watch != null) {
            standing.is(
                    paused ? EndpointStatus.State.PAUSED : EndpointStatus.State.STARTING,
                    paused ? Watch.paused(name()) : "");
        }
    }

    void retry() {
        ledger().retryNow();
        wake();
    }

    List<QuarantinedMail> quarantine() {
        return ledger().quarantine();
    }

    boolean release(String id) {
        List<QuarantinedMail> found =
                quarantine().stream().filter(mail -> mail.id().startsWith(id)).toList();
        if (found.size() != 1 || id.isEmpty()) {
            return false;
        }
        Plan checked = plan();
        OwnMailroom room = new OwnMailroom(checked.name(), page.connections(), email, outbox, tokens);
        try (room) {
            new Release(checked, ledger(), room).of(found.get(0).id());
        }
        wake();
        return true;
    }

    private Ledger ledger() {
        Ledger own = ledger;
        if (own == null) {
            throw wrong();
        }
        return own;
    }

    private Plan plan() {
        Plan checked = plan;
        if (checked == null) {
            throw wrong();
        }
        return checked;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("The endpoint '" + page.label() + "' watches nothing. " + status().why());
    }

    private synchronized void wake() {
        if (watch != null) {
            watch.wake();
        }
    }

    /** What runs comes to its end. */
    @Override
    public void close() {
        Watch running;
        synchronized (this) {
            closed = true;
            running = watch;
        }
        if (running != null) {
            running.close();
        }
        if (place != null) {
            all.places().leave(place);
        }
    }
}
