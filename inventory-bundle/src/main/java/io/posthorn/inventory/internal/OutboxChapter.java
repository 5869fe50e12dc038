package io.posthorn.inventory.internal;

import io.posthorn.email.EmailException;
import io.posthorn.email.Outbox;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.OutboxEntry.State;
import io.posthorn.email.OutboxMailbox;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The submitted mails: how many, what holds them up, and which need a person. Subjects and recipients are nobody's business. */
@Component(service = Chapter.class)
public final class OutboxChapter implements Chapter {

    private static final int MOST = 1000;

    private final Outbox outbox;

    /**
     * Made by Declarative Services.
     *
     * @param outbox knows
     */
    @Activate
    public OutboxChapter(@Reference Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Part part() {
        return Part.OUTBOX;
    }

    @Override
    public void tell(Report report) {
        try {
            report.tell(part(), all());
        } catch (EmailException e) {
            report.remark(part(), String.valueOf(e.getMessage()));
        }
    }

    private Facts all() {
        List<OutboxEntry> stuck = outbox.list(MOST, State.REFUSED, State.IN_DOUBT);
        return new Facts()
                .put("newestThousand", numbers(outbox.list(MOST)))
                .put(
                        "mailboxes",
                        outbox.mailboxes().stream().map(OutboxChapter::facts).toList())
                .put(
                        "refusedOrInDoubt",
                        stuck.stream().map(OutboxChapter::facts).toList());
    }

    private static Facts numbers(List<OutboxEntry> entries) {
        Map<State, Long> numbers =
                entries.stream().collect(Collectors.groupingBy(OutboxEntry::state, Collectors.counting()));
        Facts facts = new Facts();
        for (State state : State.values()) {
            facts.put(Enums.key(state), numbers.getOrDefault(state, 0L));
        }
        return facts;
    }

    private static Facts facts(OutboxMailbox mailbox) {
        Facts facts = new Facts()
                .put("mailbox", mailbox.mailbox())
                .put("waiting", mailbox.waiting())
                .put("paused", mailbox.paused());
        mailbox.restsUntil().ifPresent(until -> facts.put("restsUntil", Optional.of(until)));
        return facts.putIfAny("cause", new Discretion(mailbox.mailbox()).in(mailbox.cause(), List.of()));
    }

    private static Facts facts(OutboxEntry entry) {
        return new Facts()
                .put("id", entry.id())
                .put("state", Enums.words(entry.state()))
                .put("mailbox", entry.mailbox())
                .put("submitted", Optional.of(entry.submitted()))
                .put("ended", entry.ended())
                .put("tries", entry.tries())
                .put("cause", new Discretion(entry.mailbox()).in(entry.cause(), entry.recipients()));
    }
}
