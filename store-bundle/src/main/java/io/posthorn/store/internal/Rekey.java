package io.posthorn.store.internal;

import io.posthorn.store.SealedColumn;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Seals values with the current key that are sealed with others. Cut off at any point, it can be run again. */
final class Rekey {

    private static final int BATCH = 200;

    private final Transactions transactions;
    private final Sealing sealing;

    Rekey(Transactions transactions, Sealing sealing) {
        this.transactions = transactions;
        this.sealing = sealing;
    }

    /** @return how many values it was */
    int all() {
        int values = 0;
        for (SealedColumn column : transactions.run(Catalog::sealed, false)) {
            int some;
            do {
                some = transactions.run(connection -> some(connection, column), true);
                values += some;
            } while (some > 0);
        }
        return values;
    }

    private int some(Connection connection, SealedColumn column) throws SQLException {
        String update = "UPDATE " + column.table() + " SET " + column.column() + " = ? WHERE " + column.key() + " = ?";
        Map<String, String> rows = sealedWithOthers(connection, column);
        try (PreparedStatement sql = connection.prepareStatement(update)) {
            for (Map.Entry<String, String> row : rows.entrySet()) {
                String place = column.place(row.getKey());
                sql.setString(1, sealing.seal(sealing.unseal(row.getValue(), place), place));
                sql.setString(2, row.getKey());
                sql.executeUpdate();
            }
        }
        return rows.size();
    }

    private Map<String, String> sealedWithOthers(Connection connection, SealedColumn column) throws SQLException {
        Map<String, String> rows = new LinkedHashMap<>();
        try (PreparedStatement sql = connection.prepareStatement("SELECT " + column.key() + ", " + column.column()
                + " FROM " + column.table() + " WHERE " + column.column() + " NOT LIKE ? ORDER BY " + column.key()
                + " LIMIT " + BATCH + " FOR UPDATE")) {
            sql.setString(1, sealing.prefix() + "%");
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    rows.put(row.getString(1), row.getString(2));
                }
            }
        }
        return rows;
    }
}
