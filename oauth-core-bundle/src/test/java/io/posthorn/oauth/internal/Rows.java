package io.posthorn.oauth.internal;

import io.posthorn.store.Store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What lies in the tables of the token core, as it is. */
final class Rows {

    private Rows() {}

    /** Every column of every row. */
    static List<String> all(Store store) {
        return store.transact(JdbcTokenStore.SCHEMA, connection -> {
            List<String> rows = new ArrayList<>();
            read(connection, "SELECT * FROM oauth_account ORDER BY id", rows);
            read(connection, "SELECT * FROM oauth_access_token ORDER BY id", rows);
            return rows;
        });
    }

    /** What a query gives. */
    static List<String> read(Store store, String sql) {
        return store.transact(JdbcTokenStore.SCHEMA, connection -> {
            List<String> rows = new ArrayList<>();
            read(connection, sql, rows);
            return rows;
        });
    }

    private static void read(Connection connection, String sql, List<String> rows) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            while (row.next()) {
                StringBuilder text = new StringBuilder();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    text.append(row.getString(i)).append('|');
                }
                rows.add(text.toString());
            }
        }
    }

    /** Changes them behind the back of the token core. */
    static void change(Store store, String sql) {
        store.transactDurably(JdbcTokenStore.SCHEMA, connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
