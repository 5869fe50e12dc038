package io.posthorn.email.internal.outbox;

import io.posthorn.email.internal.outbox.Addressee.Fate;
import io.posthorn.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks for mails in doubt among those that were sent. Found means sent; not found means nothing, since Exchange puts its
 * copies there after a while.
 */
final class DoubtSearch {

    private static final Logger log = LoggerFactory.getLogger(DoubtSearch.class);

    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Tables tables;
    private final Deliveries deliveries;
    private final Bodies bodies;
    private final Entries entries;
    private final Endings endings;

    DoubtSearch(Tables tables, Deliveries deliveries, Bodies bodies, Entries entries, Endings endings) {
        this.tables = tables;
        this.deliveries = deliveries;
        this.bodies = bodies;
        this.entries = entries;
        this.endings = endings;
    }

    void look(SendingPage page, Entry entry) {
        try {
            Optional<Boolean> found = isWhole(page, entry) ? search(page, entry) : Optional.empty();
            Instant now = tables.clock().instant();
            Long next = found.isEmpty() ? null : next(entry.ended().orElse(now), now);
            Optional<Entry> written = deliveries.looked(entry, found.orElse(false), next);
            if (written.isPresent() && written.get().is(Entry.SENT)) {
                endings.tell(entries.entry(written.get()));
                bodies.drop(written.get());
            }
        } catch (StoreException e) {
            log.debug("The search for the mail {} goes on later: {}", entry.id(), e.getMessage());
        }
    }

    /** What goes out in parts has the same Message-ID in each, so that finding one proves nothing of the others. */
    private boolean isWhole(SendingPage page, Entry entry) {
        Facts facts = tables.unseal(entry.id(), String.valueOf(entry.sealed()));
        int most = page.limits().recipientsPerMessage();
        return facts.that(Fate.SERVED).isEmpty()
                && (most == 0 || facts.addressees().size() <= most);
    }

    private static Optional<Boolean> search(SendingPage page, Entry entry) {
        try {
            return page.isInSentItems(entry.messageId());
        } catch (RuntimeException e) {
            log.debug("Sent Items could not be searched for the mail {}.", entry.id(), e);
            return Optional.of(false);
        }
    }

    /** @return null after the last one */
    static @Nullable Long next(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        if (age.compareTo(PATIENCE) >= 0) {
            return null;
        }
        Duration pause = age.toSeconds() < 30
                ? Duration.ofSeconds(5)
                : age.toSeconds() < 120 ? Duration.ofSeconds(15) : Duration.ofMinutes(1);
        Instant last = since.plus(PATIENCE);
        Instant next = now.plus(pause);
        return (next.isAfter(last) ? last : next).toEpochMilli();
    }
}
