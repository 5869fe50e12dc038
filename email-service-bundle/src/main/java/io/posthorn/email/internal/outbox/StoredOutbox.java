package io.posthorn.email.internal.outbox;

import io.posthorn.email.Outbox;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.OutboxMailbox;
import io.posthorn.store.Sql;
import io.posthorn.store.Store;
import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** The outbox in the store. */
final class StoredOutbox implements Outbox, AutoCloseable {

    private final Tables tables;
    private final Bodies bodies;
    private final Entries entries;
    private final Submitting submitting;
    private final Deliveries deliveries;
    private final Endings endings = new Endings();
    private final Dispatcher dispatcher;

    /** Sends nothing before {@link #start}. */
    StoredOutbox(Store store, InstantSource clock, Rhythm rhythm) {
        tables = new Tables(store, clock);
        bodies = new Bodies(tables);
        entries = new Entries(tables);
        submitting = new Submitting(tables, bodies);
        deliveries = new Deliveries(tables, rhythm.lease());
        CountDownLatch stopping = new CountDownLatch(1);
        dispatcher = new Dispatcher(
                tables,
                deliveries,
                new Delivery(tables, bodies, deliveries, rhythm, endings, entries, stopping),
                new DoubtSearch(tables, deliveries, bodies, entries, endings),
                new Tidying(tables, bodies),
                entries,
                endings,
                rhythm,
                stopping);
    }

    void start() {
        dispatcher.start();
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Endings endings() {
        return endings;
    }

    OutboxEntry submit(Submission submission) {
        Submitting.Kept kept = Tables.reach(
                () -> submitting.submit(submission, dispatcher.limits().octets()));
        kept.dropped().ifPresent(this::dropped);
        dispatcher.wake();
        return entries.entry(kept.entry());
    }

    /** That of an earlier call with this key. */
    Optional<OutboxEntry> find(Submission submission) {
        return findByKey(submission.key());
    }

    private void dropped(Entry entry) {
        Tables.reach(() -> {
            Entry now = tables.transact(connection -> Entries.lock(connection, "id", entry.id()))
                    .orElse(entry);
            endings.tell(entries.entry(now));
            if (now.chunks() > 0) {
                bodies.drop(now);
            }
            return now;
        });
    }

    @Override
    public List<OutboxEntry> list(int limit, OutboxEntry.State... states) {
        return Tables.reach(() -> entries.list(limit, states));
    }

    @Override
    public Optional<OutboxEntry> find(String id) {
        return Tables.reach(() -> entries.find(id));
    }

    @Override
    public Optional<OutboxEntry> findByKey(String key) {
        return Tables.reach(() -> entries.byKey(key));
    }

    @Override
    public boolean retry(String id) {
        boolean waits = change(id, Entry.WAITING, "", null).isPresent();
        dispatcher.wake();
        return waits;
    }

    @Override
    public boolean drop(String id) {
        Optional<Entry> dropped = change(id, Entry.DROPPED, "Dropped by a person.", tables.now());
        dropped.ifPresent(this::dropped);
        return dropped.isPresent();
    }

    /** What may be retried may also be dropped. */
    private Optional<Entry> change(String id, String state, String cause, @Nullable Long ended) {
        Optional<String> whole = find(id).map(OutboxEntry::id);
        return Tables.reach(() -> whole.flatMap(row -> tables.durably(connection -> {
            Optional<Entry> entry = Entries.lock(connection, "id", row)
                    .filter(found -> found.is(Entry.WAITING, Entry.REFUSED, Entry.IN_DOUBT))
                    .filter(found -> found.chunks() > 0 && found.sealed() != null);
            if (entry.isPresent()) {
                Facts facts = tables.unseal(row, String.valueOf(entry.get().sealed()));
                Sql.update(
                        connection,
                        "UPDATE outbox_mail SET state = ?, facts = ?, cause = ?, ended_at = ?, next_try = ?,"
                                + " deferred_at = NULL, owner = NULL, attempt = attempt + 1 WHERE id = ?",
                        state,
                        tables.seal(row, ended == null ? facts.again().because("") : facts),
                        cause,
                        ended,
                        ended == null ? (Long) tables.now() : null,
                        row);
            }
            return entry;
        })));
    }

    @Override
    public void pause(String mailbox) {
        Tables.reach(() -> {
            deliveries.pause(normal(mailbox), true);
            return mailbox;
        });
    }

    @Override
    public void resume(String mailbox) {
        Tables.reach(() -> {
            deliveries.pause(normal(mailbox), false);
            dispatcher.endRest(normal(mailbox));
            return mailbox;
        });
        dispatcher.wake();
    }

    private static String normal(String mailbox) {
        return mailbox.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<OutboxMailbox> mailboxes() {
        return Tables.reach(entries::mailboxes);
    }

    void onEnd(Consumer<OutboxEntry> listener) {
        endings.add(listener);
    }

    @Override
    public void close() {
        dispatcher.close();
    }
}
