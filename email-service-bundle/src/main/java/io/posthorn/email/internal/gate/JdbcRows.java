package io.posthorn.email.internal.gate;

import io.posthorn.store.Schema;
import io.posthorn.store.Store;
import io.posthorn.store.StoreException;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The rows of mailboxes in the store. A change locks its mailbox's row, and writes what differs. */
final class JdbcRows {

    static final Schema SCHEMA = new Schema("gate", Gate.class, 1, List.of());
    private static final String UNIQUE_VIOLATION = "23505";

    private final Store store;
    private final InstantSource clock;
    private final boolean databaseTime;
    private final String process;
    private volatile boolean tidy;

    /**
     * What came of a transaction.
     *
     * @param value of the work
     * @param rows as they are now
     * @param now by the rows' clock, in milliseconds since 1970
     */
    record Result<T>(T value, Rows rows, long now) {}

    /**
     * Makes one.
     *
     * @param clock tells the time of an embedded database
     * @param databaseTime whether a shared one tells its own, since the clocks of several nodes differ
     * @param process begins the names of its rows
     */
    JdbcRows(Store store, InstantSource clock, boolean databaseTime, String process) {
        this.store = store;
        this.clock = clock;
        this.databaseTime = databaseTime;
        this.process = process;
    }

    /**
     * Changes a mailbox's rows in one transaction.
     *
     * @param before what is done to the rows first
     * @param work may be run again
     */
    <T> Result<T> change(String mailbox, UnaryOperator<Rows> before, Function<Ledger, T> work) {
        boolean exclusive = store.isExclusive();
        boolean byDatabase = databaseTime && !exclusive;
        try {
            return changeOnce(mailbox, byDatabase, exclusive, before, work);
        } catch (StoreException e) {
            // Another node may have made its row at the same moment.
            if (e.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return changeOnce(mailbox, byDatabase, exclusive, before, work);
            }
            throw e;
        }
    }

    private <T> Result<T> changeOnce(
            String mailbox,
            boolean byDatabase,
            boolean exclusive,
            UnaryOperator<Rows> before,
            Function<Ledger, T> work) {
        Result<T> result = store.transact(SCHEMA, connection -> {
            Row row = lock(connection, mailbox);
            long now = byDatabase ? row.present() : clock.millis();
            if (exclusive && !tidy) {
                tidy(connection, now);
            }
            Rows stored = rows(connection, mailbox, row);
            Ledger ledger = new Ledger(before.apply(stored), now);
            T value = work.apply(ledger);
            Rows after = ledger.rows();
            new RowsUpdate(connection, mailbox).write(stored, after);
            return new Result<>(value, after, now);
        });
        tidy = true;
        return result;
    }

    /** With an embedded database, another process is a dead one: what it had on its way was answered before now. */
    private void tidy(Connection connection, long now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE gate_message SET counts_until = ? WHERE id NOT LIKE ? AND counts_until > ?")) {
            update.setLong(1, now + Ledger.WINDOW);
            update.setString(2, process + "/%");
            update.setLong(3, now + Ledger.WINDOW);
            update.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM gate_slot WHERE id NOT LIKE ?")) {
            delete.setString(1, process + "/%");
            delete.executeUpdate();
        }
    }

    /** What is there, without a lock; nothing is changed. */
    Result<Rows> read(String mailbox) {
        boolean byDatabase = databaseTime && !store.isExclusive();
        return store.transact(SCHEMA, connection -> {
            Row row = row(connection, mailbox, "");
            long now = byDatabase && row != null ? row.present() : clock.millis();
            Rows rows = row == null ? Rows.NONE : rows(connection, mailbox, row);
            return new Result<>(rows, rows, now);
        });
    }

    /** Ends a rest, whoever began it. */
    void endRest(String mailbox) {
        store.transact(SCHEMA, connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE gate_mailbox SET rest_until = 0, rest_cause = '', refusals = 0 WHERE id = ?")) {
                update.setString(1, mailbox);
                return update.executeUpdate();
            }
        });
    }

    /** The mailboxes that have passed here. */
    List<String> mailboxes() {
        return store.transact(SCHEMA, connection -> {
            List<String> all = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT id FROM gate_mailbox ORDER BY id");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(row.getString(1));
                }
            }
            return all;
        });
    }

    /** A mailbox's own row, and the time when the transaction began. */
    private record Row(Rest rest, long wantedUntil, String wantedBy, long present) {}

    private static Row lock(Connection connection, String mailbox) throws SQLException {
        Row row = row(connection, mailbox, " FOR UPDATE");
        if (row == null) {
            insert(connection, mailbox);
            row = row(connection, mailbox, " FOR UPDATE");
        }
        if (row == null) {
            throw new SQLException("The row of the mailbox is gone.");
        }
        return row;
    }

    private static @Nullable Row row(Connection connection, String mailbox, String lock) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT rest_until, rest_cause, refusals,"
                + " wanted_until, wanted_by, CURRENT_TIMESTAMP FROM gate_mailbox WHERE id = ?" + lock)) {
            select.setString(1, mailbox);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Rest rest = new Rest(row.getLong(1), row.getString(2), row.getInt(3));
                Timestamp present = row.getTimestamp(6);
                return new Row(rest, row.getLong(4), row.getString(5), present.getTime());
            }
        }
    }

    private static void insert(Connection connection, String mailbox) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO gate_mailbox"
                + " (id, rest_until, rest_cause, refusals, wanted_until, wanted_by) VALUES (?, 0, '', 0, 0, '')")) {
            insert.setString(1, mailbox);
            insert.executeUpdate();
        }
    }

    private static Rows rows(Connection connection, String mailbox, Row row) throws SQLException {
        Map<Long, Long> days = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT bucket, recipients FROM gate_recipients WHERE mailbox = ?")) {
            select.setString(1, mailbox);
            try (ResultSet bucket = select.executeQuery()) {
                while (bucket.next()) {
                    days.put(bucket.getLong(1), bucket.getLong(2));
                }
            }
        }
        return new Rows(
                times(connection, "SELECT id, counts_until FROM gate_message WHERE mailbox = ?", mailbox),
                days,
                times(connection, "SELECT id, lease_until FROM gate_slot WHERE mailbox = ?", mailbox),
                row.rest(),
                row.wantedUntil(),
                row.wantedBy());
    }

    private static Map<String, Long> times(Connection connection, String sql, String mailbox) throws SQLException {
        Map<String, Long> times = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, mailbox);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    times.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return times;
    }
}
