package io.posthorn.task.internal.reply;

import io.posthorn.store.Sql;
import io.posthorn.store.Store;
import io.posthorn.store.StoreException;
import io.posthorn.task.TaskEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The tags that were issued, in the store. Safe for use by any thread, and by several servers on one store. */
public final class Tags {

    private static final Logger log = LoggerFactory.getLogger(Tags.class);

    /** How long a notice is kept after its end, to say to a late reply what it was about. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final long TIDYING = Duration.ofDays(1).toMillis();

    /** How long a server may take for one completion. Then another reply may have its turn. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    /** How long the outbox knows a key again, and so makes no second mail. */
    private static final Duration KEYS = Duration.ofDays(90);

    private static final int BATCH = 200;
    private static final int MOST_EARLIER = 100;

    private final InstantSource clock;
    private final Tables tables;
    private final Secret secret;
    private final Claims claims;
    private final AtomicLong tidied = new AtomicLong(Long.MIN_VALUE / 2);

    /**
     * Tags in a store.
     *
     * @param store may be used by others, too
     * @param clock tells the time
     */
    public Tags(Store store, InstantSource clock) {
        this(store, clock, LEASE);
    }

    Tags(Store store, InstantSource clock, Duration lease) {
        this.clock = clock;
        this.tables = new Tables(store);
        this.secret = new Secret(tables);
        this.claims = new Claims(tables, clock, lease);
    }

    /**
     * Issues the tag of a notice. It is on disk when this returns, so that a mail which bears it can be answered.
     *
     * @param notice issued before, or not
     * @return the same tag for the same notice, as long as that can be answered
     * @throws StoreException if the store is out of reach
     */
    public Tag issue(Notice notice) {
        Tag tag = tables.durably(connection -> issue(connection, notice));
        tidySometimes();
        return tag;
    }

    /**
     * Issues the tags of several notices, as {@link #issue} does, which takes much less time than one by one. They are on
     * disk when this returns.
     *
     * @param notices any number
     * @return their tags, in the same order
     * @throws StoreException if the store is out of reach; some may have been issued then
     */
    public List<Tag> issueAll(List<Notice> notices) {
        List<Tag> all = new ArrayList<>();
        for (int from = 0; from < notices.size(); from += BATCH) {
            List<Notice> some = notices.subList(from, Math.min(notices.size(), from + BATCH));
            all.addAll(tables.durably(connection -> issue(connection, some)));
        }
        tidySometimes();
        return all;
    }

    private List<Tag> issue(Connection connection, List<Notice> notices) throws SQLException {
        List<Tag> tags = new ArrayList<>();
        for (Notice notice : notices) {
            tags.add(issue(connection, notice));
        }
        return tags;
    }

    /** Of a notice that is raised again after its tag has ended, or its mail is forgotten, a new mail bears a new tag. */
    private Tag issue(Connection connection, Notice notice) throws SQLException {
        Signature signature = secret.signature(connection);
        for (int generation = 0; ; generation++) {
            String id = signature.id(notice, generation);
            Optional<Period> known =
                    Sql.first(connection, "SELECT issued_at, expires_at FROM task_notice WHERE id = ?", Period::of, id);
            if (known.isEmpty()) {
                return insert(connection, notice, signature, id);
            }
            if (known.get().isGoodAt(clock.millis())) {
                return signature.tag(id, known.get().end());
            }
        }
    }

    private record Period(long begin, long end) {

        static Period of(ResultSet row) throws SQLException {
            return new Period(row.getLong("issued_at"), row.getLong("expires_at"));
        }

        boolean isGoodAt(long now) {
            return now < end && now - begin < KEYS.toMillis();
        }
    }

    private Tag insert(Connection connection, Notice notice, Signature signature, String id) throws SQLException {
        long now = clock.millis();
        long end = Signature.end(now, notice.life());
        Sql.update(
                connection,
                "INSERT INTO task_notice (id, notice_key, thread, task_id, type, recipient, facts, issued_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                notice.key(),
                notice.thread(),
                notice.taskId(),
                notice.type().name(),
                notice.recipient(),
                tables.store().seal(FactsText.of(notice), Tables.FACTS, id),
                now,
                end);
        return signature.tag(id, end);
    }

    /**
     * The reminders of the same task to the same recipient that a reminder takes the place of.
     *
     * @param reminder issued already, or about to be
     * @return keys of those that were issued before it, the newest first
     */
    public List<String> earlierReminders(Notice reminder) {
        return reminder.type() != TaskEvent.Type.REMINDER
                ? List.of()
                : tables.transact(connection -> Sql.list(
                        connection,
                        "SELECT notice_key FROM task_notice WHERE thread = ? AND notice_key <> ? AND seq < COALESCE("
                                + "(SELECT MAX(seq) FROM task_notice WHERE thread = ? AND notice_key = ?), "
                                + Long.MAX_VALUE + ") ORDER BY seq DESC LIMIT " + MOST_EARLIER,
                        row -> row.getString("notice_key"),
                        reminder.thread(),
                        reminder.key(),
                        reminder.thread(),
                        reminder.key()));
    }

    /** What a tag says, if it was made here. */
    Optional<Signature.Proven> check(List<String> tags) {
        return tables.<Optional<Signature>>transact(secret::known)
                .flatMap(signature -> tags.stream()
                        .flatMap(tag -> signature.check(tag).stream())
                        .findFirst());
    }

    boolean isOver(Signature.Proven tag) {
        return !clock.instant().isBefore(tag.end());
    }

    Claims claims() {
        return claims;
    }

    private void tidySometimes() {
        long now = clock.millis();
        long before = tidied.get();
        if (now - before > TIDYING && tidied.compareAndSet(before, now)) {
            try {
                tidy();
            } catch (StoreException e) { // the tag is issued all the same
                log.warn("Old notifications could not be tidied away: {}", e.getMessage());
            }
        }
    }

    /** @return how many went */
    int tidy() {
        long old = clock.millis() - KEPT.toMillis();
        return tables.transact(
                connection -> Sql.update(connection, "DELETE FROM task_notice WHERE expires_at < ?", old));
    }
}
