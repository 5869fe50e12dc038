package io.posthorn.email.internal.outbox;

import io.posthorn.store.Sql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Bodies in pieces, sealed one by one, and a count of their octets. */
final class Bodies {

    /** So that a change of the key, which takes 200 values at once, stays far below 64 MB. */
    static final int CHUNK = 32 * 1024;

    /** What one transaction takes. */
    static final int SOME = 8;

    private static final int SLOTS = 8;

    private final Tables tables;

    Bodies(Tables tables) {
        this.tables = tables;
    }

    private static String key(String id, int number) {
        return "%s/%06d".formatted(id, number);
    }

    /** @param first the number of the first piece, from 1 */
    void insert(Connection connection, String id, int first, List<byte[]> pieces) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("INSERT INTO outbox_chunk (id, body) VALUES (?, ?)")) {
            int number = first;
            for (byte[] piece : pieces) {
                String key = key(id, number++);
                sql.setString(1, key);
                // Each octet is one character of Latin-1; what is sealed is text.
                sql.setString(2, tables.store().seal(new String(piece, StandardCharsets.ISO_8859_1), Tables.BODY, key));
                sql.addBatch();
            }
            sql.executeBatch();
        }
    }

    byte[] read(String id, int number) {
        String key = key(id, number);
        String sealed = tables.transact(connection -> Sql.first(
                        connection, "SELECT body FROM outbox_chunk WHERE id = ?", row -> row.getString(1), key)
                .orElseThrow(() -> new IllegalStateException("The outbox lacks a piece of a body: " + key)));
        return tables.store().unseal(sealed, Tables.BODY, key).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Counts, last in its transaction, since others wait for the row. */
    static void count(Connection connection, long octets) throws SQLException {
        int slot = (int) (Thread.currentThread().getId() % SLOTS);
        Sql.update(connection, "UPDATE outbox_octets SET octets = octets + ? WHERE slot = ?", octets, slot);
    }

    static long octets(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT SUM(octets) FROM outbox_octets");
    }

    /** Drops a small body within the transaction that ends its mail; a large one is left to {@link #drop(Entry)}. */
    static void dropSmall(Connection connection, Entry entry) throws SQLException {
        if (entry.chunks() <= SOME) {
            delete(connection, entry.id(), 1, entry.chunks());
            uncount(connection, entry);
        }
    }

    /** Drops a body piece by piece. Cut off at any point, it can be run again. */
    void drop(Entry entry) {
        for (int first = 1; first <= entry.chunks(); first += SOME) {
            int from = first;
            tables.transact(
                    connection -> delete(connection, entry.id(), from, Math.min(entry.chunks(), from + SOME - 1)));
        }
        tables.transact(connection -> {
            uncount(connection, entry);
            return entry;
        });
    }

    private static int delete(Connection connection, String id, int first, int last) throws SQLException {
        int deleted = 0;
        for (int number = first; number <= last; number++) {
            deleted += Sql.update(connection, "DELETE FROM outbox_chunk WHERE id = ?", key(id, number));
        }
        return deleted;
    }

    private static void uncount(Connection connection, Entry entry) throws SQLException {
        if (Sql.update(connection, "UPDATE outbox_mail SET chunks = 0 WHERE id = ? AND chunks > 0", entry.id()) == 1) {
            count(connection, -entry.octets());
        }
    }
}
