package io.posthorn.store.internal;

import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.Store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of the tests. */
final class Notes {

    static final SealedColumn SECRET = new SealedColumn("notes", "name", "secret");

    static final Schema OLD = new Schema("notes", Notes.class, 1, List.of(SECRET));
    static final Schema SCHEMA = new Schema("notes", Notes.class, 2, List.of(SECRET));

    private Notes() {}

    static void keep(Store store, String name, String secret) {
        store.transactDurably(SCHEMA, connection -> insert(connection, name, store.seal(secret, SECRET, name)));
    }

    static String secret(Store store, String name) {
        return store.unseal(sealed(store, name), SECRET, name);
    }

    static String sealed(Store store, String name) {
        return store.transact(SCHEMA, connection -> {
            try (PreparedStatement sql = connection.prepareStatement("SELECT secret FROM notes WHERE name = ?")) {
                sql.setString(1, name);
                try (ResultSet row = sql.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        });
    }

    static int insert(Connection connection, String name, String sealed) throws SQLException {
        return Catalog.update(connection, "INSERT INTO notes (name, secret) VALUES (?, ?)", name, sealed);
    }

    static int count(Store store) {
        return store.transact(SCHEMA, connection -> number(connection, "SELECT COUNT(*) FROM notes"));
    }

    static int number(Connection connection, String query) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
