package io.posthorn.email.internal.outbox;

import io.posthorn.store.Sql;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The mails of a mailbox on their way out. One process sends them, by a lease; whatever it writes about a mail counts only
 * while it is still that process's attempt.
 */
final class Deliveries {

    private static final String MINE =
            " WHERE id = ? AND owner = ? AND attempt = ? AND state IN ('SENDING', 'ENDING', 'IN_DOUBT')";

    private final Tables tables;
    private final Duration lease;

    /** @param lease how long a process may be silent before another takes its mailbox over */
    Deliveries(Tables tables, Duration lease) {
        this.tables = tables;
        this.lease = lease;
    }

    /** What a look at a mailbox gave. */
    enum Hold {
        /** Another process sends its mail. */
        OTHERS,
        /** It is ours since now, and what its last owner has left behind must be settled first. */
        TAKEN,
        /** It is ours. */
        OURS
    }

    /**
     * A look at a mailbox.
     *
     * @param hold whether it is ours
     * @param claimed mails to send now
     * @param doubtful mails to look for in Sent Items now
     */
    record Round(Hold hold, List<Entry> claimed, List<Entry> doubtful) {
        Round(Hold hold) {
            this(hold, List.of(), List.of());
        }
    }

    private record Mailbox(@Nullable String owner, long until, boolean paused, long restsUntil, int setbacks) {}

    /**
     * Renews the lease, and claims mails.
     *
     * @param free how many mails at most
     * @param running how many are being sent; while the mailbox has setbacks, one at a time is tried
     */
    Round next(String mailbox, int free, int running) {
        return tables.transact(connection -> {
            Mailbox row = lock(connection, mailbox);
            long present = Sql.databaseTime(connection);
            boolean ours = tables.process().equals(row.owner());
            if (!ours
                    && row.owner() != null
                    && row.until() > present
                    && !tables.store().isExclusive()) {
                return new Round(Hold.OTHERS);
            }
            if (!ours || row.until() - present < lease.toMillis() * 2 / 3) {
                hold(connection, mailbox, present + lease.toMillis());
            }
            // One whose lease ran out before it was renewed is ours all the same if nobody took it meanwhile.
            return ours ? claim(connection, mailbox, row, free, running) : new Round(Hold.TAKEN);
        });
    }

    private Round claim(Connection connection, String mailbox, Mailbox row, int free, int running) throws SQLException {
        long now = tables.now();
        List<Entry> doubtful = due(connection, mailbox, Entry.IN_DOUBT, now, 1);
        boolean still = row.paused() || row.restsUntil() > now;
        int some = still ? 0 : row.setbacks() > 0 ? Math.min(1 - running, free) : free;
        List<Entry> claimed = new ArrayList<>();
        for (Entry entry : some <= 0 ? List.<Entry>of() : due(connection, mailbox, Entry.WAITING, now, some)) {
            int rows = Sql.update(
                    connection,
                    "UPDATE outbox_mail SET state = 'SENDING', owner = ?, attempt = ? WHERE id = ? AND state = 'WAITING'"
                            + " AND attempt = ?",
                    tables.process(),
                    entry.attempt() + 1,
                    entry.id(),
                    entry.attempt());
            if (rows == 1) {
                claimed.add(again(connection, entry.id()));
            }
        }
        return new Round(Hold.OURS, claimed, doubtful);
    }

    private static List<Entry> due(Connection connection, String mailbox, String state, long now, int most)
            throws SQLException {
        // Ordered by the whole index, or H2 would sort what it has read of it.
        return Sql.list(
                connection,
                "SELECT * FROM outbox_mail WHERE mailbox = ? AND state = ? AND next_try <= ?"
                        + " ORDER BY mailbox, state, next_try, seq LIMIT " + most,
                Entry::of,
                mailbox,
                state,
                now);
    }

    private static Entry again(Connection connection, String id) throws SQLException {
        return Sql.first(connection, "SELECT * FROM outbox_mail WHERE id = ?", Entry::of, id)
                .orElseThrow();
    }

    private Mailbox lock(Connection connection, String mailbox) throws SQLException {
        Optional<Mailbox> row = Sql.first(
                connection,
                "SELECT * FROM outbox_mailbox WHERE mailbox = ? FOR UPDATE",
                found -> new Mailbox(
                        found.getString("owner"),
                        found.getLong("owner_until"),
                        found.getBoolean("paused"),
                        found.getLong("rests_until"),
                        found.getInt("setbacks")),
                mailbox);
        if (row.isEmpty()) {
            make(connection, mailbox);
        }
        return row.orElse(new Mailbox(null, 0, false, 0, 0));
    }

    /** Where another makes it at the same moment, this fails, and the next try finds it. */
    private static void make(Connection connection, String mailbox) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO outbox_mailbox (mailbox, paused, setbacks, cause) VALUES (?, FALSE, 0, '')",
                mailbox);
    }

    private void hold(Connection connection, String mailbox, long until) throws SQLException {
        Sql.update(
                connection,
                "UPDATE outbox_mailbox SET owner = ?, owner_until = ? WHERE mailbox = ?",
                tables.process(),
                until,
                mailbox);
    }

    /** Lets others take the mailboxes of this process at once. */
    void release() {
        tables.transact(connection ->
                Sql.update(connection, "UPDATE outbox_mailbox SET owner = NULL WHERE owner = ?", tables.process()));
    }

    /** Mailboxes whose last owner is gone, and which may have mails in his hands. */
    List<String> orphaned() {
        return tables.transact(connection -> {
            long present = tables.store().isExclusive() ? Long.MAX_VALUE : Sql.databaseTime(connection);
            return Sql.list(
                    connection,
                    "SELECT mailbox FROM outbox_mailbox WHERE (owner IS NULL OR owner <> ?)"
                            + " AND (owner_until IS NULL OR owner_until <= ?)",
                    row -> row.getString("mailbox"),
                    tables.process(),
                    present);
        });
    }

    /**
     * Settles what a dead or frozen process has in its hands: what cannot have been sent waits again, the rest is in doubt.
     *
     * @return those in doubt
     */
    List<Entry> settle(String mailbox) {
        return tables.durably(connection -> {
            long now = tables.now();
            Sql.update(
                    connection,
                    "UPDATE outbox_mail SET state = 'WAITING', owner = NULL, next_try = ? WHERE mailbox = ?"
                            + " AND state = 'SENDING' AND owner <> ?",
                    now,
                    mailbox,
                    tables.process());
            List<String> ids = Sql.list(
                    connection,
                    "SELECT id FROM outbox_mail WHERE mailbox = ? AND state = 'ENDING' AND owner <> ?",
                    row -> row.getString("id"),
                    mailbox,
                    tables.process());
            List<Entry> doubtful = new ArrayList<>();
            for (String id : ids) {
                int rows = Sql.update(
                        connection,
                        "UPDATE outbox_mail SET state = 'IN_DOUBT', ended_at = ?, next_try = ?, cause = ? WHERE id = ?"
                                + " AND state = 'ENDING'",
                        now,
                        now,
                        "The server that sent it ended between the last bytes and the answer to them.",
                        id);
                if (rows == 1) {
                    doubtful.add(again(connection, id));
                }
            }
            return doubtful;
        });
    }

    /**
     * Notes that the last bytes go out next. On disk when it returns.
     *
     * @return false if the mail is not this attempt's any more: then they must not go out
     */
    boolean markEnding(Entry entry) {
        return tables.durably(connection -> 1
                == Sql.update(
                        connection,
                        "UPDATE outbox_mail SET state = 'ENDING'" + MINE.replace(", 'IN_DOUBT'", ""),
                        entry.id(),
                        tables.process(),
                        entry.attempt()));
    }

    /**
     * Writes what came of an attempt, also of one that another process has meanwhile found in doubt. On disk when it
     * returns.
     *
     * @return empty if the mail is not this attempt's any more
     */
    Optional<Entry> write(Entry entry, Ending ending) {
        return tables.durably(connection -> {
            int rows = Sql.update(
                    connection,
                    "UPDATE outbox_mail SET state = ?, facts = ?, cause = '', tries = ?, next_try = ?, deferred_at = ?,"
                            + " ended_at = ?" + MINE,
                    ending.state(),
                    tables.seal(entry.id(), ending.facts()),
                    ending.tries(),
                    ending.nextTry(),
                    ending.deferredAt(),
                    ending.endedAt(),
                    entry.id(),
                    tables.process(),
                    entry.attempt());
            if (rows == 0) {
                return writtenBefore(connection, entry, ending);
            }
            Entry written = again(connection, entry.id());
            if (written.is(Entry.SENT)) {
                Bodies.dropSmall(connection, written);
            }
            return Optional.of(written);
        });
    }

    /** A commit may be done although the store said that it failed: then the next try finds that it was. */
    private static Optional<Entry> writtenBefore(Connection connection, Entry entry, Ending ending)
            throws SQLException {
        return Sql.first(connection, "SELECT * FROM outbox_mail WHERE id = ?", Entry::of, entry.id())
                .filter(now -> now.is(ending.state()) && now.attempt() == entry.attempt());
    }

    /** Lets a mail wait that this process has claimed and cannot read. */
    void putBack(Entry entry, long nextTry, String cause) {
        tables.transact(connection -> Sql.update(
                connection,
                "UPDATE outbox_mail SET state = 'WAITING', next_try = ?, cause = ?" + MINE,
                nextTry,
                cause,
                entry.id(),
                tables.process(),
                entry.attempt()));
    }

    /**
     * What a search of Sent Items has shown.
     *
     * @param next when to search again; null for never
     */
    Optional<Entry> looked(Entry entry, boolean found, @Nullable Long next) {
        return tables.durably(connection -> {
            int rows = Sql.update(
                    connection,
                    "UPDATE outbox_mail SET state = ?, next_try = ?, cause = ? WHERE id = ? AND attempt = ?"
                            + " AND state = 'IN_DOUBT'",
                    found ? Entry.SENT : Entry.IN_DOUBT,
                    found ? null : next,
                    found ? "Its answer was lost; it was found in Sent Items." : entry.cause(),
                    entry.id(),
                    entry.attempt());
            if (rows == 0) {
                return Optional.empty();
            }
            Entry written = again(connection, entry.id());
            if (found) {
                Bodies.dropSmall(connection, written);
            }
            return Optional.of(written);
        });
    }

    /** A mail got through. */
    void succeeded(String mailbox) {
        long now = tables.now();
        tables.transact(connection -> Sql.update(
                connection,
                "UPDATE outbox_mailbox SET setbacks = 0, cause = '', rests_until = NULL WHERE mailbox = ?"
                        + " AND setbacks > 0 AND (rests_until IS NULL OR rests_until <= ?)",
                mailbox,
                now));
    }

    /** How often the whole mailbox has failed since a mail got through. */
    int setbacks(String mailbox) {
        return (int) (long) tables.<Long>transact(
                connection -> Sql.number(connection, "SELECT setbacks FROM outbox_mailbox WHERE mailbox = ?", mailbox));
    }

    /**
     * Nothing is tried for a while.
     *
     * @return whether this is news
     */
    boolean rest(String mailbox, long until, String cause) {
        return tables.transact(connection -> {
            Optional<String> before = Sql.first(
                    connection,
                    "SELECT cause FROM outbox_mailbox WHERE mailbox = ? FOR UPDATE",
                    row -> row.getString("cause"),
                    mailbox);
            Sql.update(
                    connection,
                    "UPDATE outbox_mailbox SET rests_until = ?, cause = ?, setbacks = setbacks + 1 WHERE mailbox = ?",
                    until,
                    cause,
                    mailbox);
            return !before.equals(Optional.of(cause));
        });
    }

    /** Ends a rest, so that the next mail is tried at once. */
    void endRest(String mailbox) {
        tables.transact(connection ->
                Sql.update(connection, "UPDATE outbox_mailbox SET rests_until = NULL WHERE mailbox = ?", mailbox));
    }

    /** Also of a mailbox that has sent nothing yet. */
    void pause(String mailbox, boolean paused) {
        tables.durably(connection -> {
            lock(connection, mailbox);
            return Sql.update(
                    connection,
                    "UPDATE outbox_mailbox SET paused = ?, rests_until = NULL WHERE mailbox = ?",
                    paused,
                    mailbox);
        });
    }
}
