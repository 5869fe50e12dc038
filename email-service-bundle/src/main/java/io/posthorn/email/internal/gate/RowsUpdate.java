package io.posthorn.email.internal.gate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes what differs between two states of a mailbox's rows. */
final class RowsUpdate {

    private final Connection connection;
    private final String mailbox;

    RowsUpdate(Connection connection, String mailbox) {
        this.connection = connection;
        this.mailbox = mailbox;
    }

    void write(Rows before, Rows after) throws SQLException {
        write(
                before.messages(),
                after.messages(),
                "UPDATE gate_message SET counts_until = ? WHERE id = ? AND mailbox = ?",
                "INSERT INTO gate_message (counts_until, id, mailbox) VALUES (?, ?, ?)",
                "DELETE FROM gate_message WHERE id = ? AND mailbox = ?");
        write(
                before.days(),
                after.days(),
                "UPDATE gate_recipients SET recipients = ? WHERE bucket = ? AND mailbox = ?",
                "INSERT INTO gate_recipients (recipients, bucket, mailbox) VALUES (?, ?, ?)",
                "DELETE FROM gate_recipients WHERE bucket = ? AND mailbox = ?");
        write(
                before.slots(),
                after.slots(),
                "UPDATE gate_slot SET lease_until = ? WHERE id = ? AND mailbox = ?",
                "INSERT INTO gate_slot (lease_until, id, mailbox) VALUES (?, ?, ?)",
                "DELETE FROM gate_slot WHERE id = ? AND mailbox = ?");
        if (!before.rest().equals(after.rest())
                || before.wantedUntil() != after.wantedUntil()
                || !before.wantedBy().equals(after.wantedBy())) {
            writeMailbox(after);
        }
    }

    private void writeMailbox(Rows after) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE gate_mailbox SET rest_until = ?,"
                + " rest_cause = ?, refusals = ?, wanted_until = ?, wanted_by = ? WHERE id = ?")) {
            update.setLong(1, after.rest().until());
            update.setString(2, after.rest().cause());
            update.setInt(3, after.rest().refusals());
            update.setLong(4, after.wantedUntil());
            update.setString(5, after.wantedBy());
            update.setString(6, mailbox);
            update.executeUpdate();
        }
    }

    private <K> void write(Map<K, Long> before, Map<K, Long> after, String update, String insert, String delete)
            throws SQLException {
        List<Object[]> changed = new ArrayList<>();
        List<Object[]> added = new ArrayList<>();
        List<Object[]> gone = new ArrayList<>();
        after.forEach((key, value) -> {
            Long old = before.get(key);
            if (!value.equals(old)) {
                (old == null ? added : changed).add(new Object[] {value, key, mailbox});
            }
        });
        before.keySet().stream()
                .filter(key -> !after.containsKey(key))
                .forEach(key -> gone.add(new Object[] {key, mailbox}));
        run(update, changed);
        run(insert, added);
        run(delete, gone);
    }

    private void run(String sql, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
