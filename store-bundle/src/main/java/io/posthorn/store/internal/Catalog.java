package io.posthorn.store.internal;

import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a database knows of itself: how new its tables are, which columns are sealed, and by which keys. */
final class Catalog {

    private static final Script TABLES = Script.read(Catalog.class, "catalog.sql");

    private Catalog() {}

    static void make(Connection connection) throws SQLException {
        TABLES.run(connection);
    }

    /** Runs the scripts that this database has not seen. */
    static void bring(Connection connection, Schema schema) throws SQLException {
        int version = version(connection, schema);
        if (version > schema.version()) {
            throw new StoreException(
                    Kind.CONFIGURATION,
                    "The tables '" + schema.name() + "' of the store are of version " + version
                            + ", and the bundles that are installed know version " + schema.version()
                            + " at most. Install the bundles that were here before, or newer ones.",
                    null);
        }
        for (int next = version + 1; next <= schema.version(); next++) {
            Script.read(schema.owner(), "%s-%03d.sql".formatted(schema.name(), next))
                    .run(connection);
            setVersion(connection, schema.name(), next);
        }
        setSealed(connection, schema);
    }

    private static int version(Connection connection, Schema schema) throws SQLException {
        try (PreparedStatement sql =
                connection.prepareStatement("SELECT version FROM posthorn_schema WHERE name = ?")) {
            sql.setString(1, schema.name());
            try (ResultSet row = sql.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private static void setVersion(Connection connection, String name, int version) throws SQLException {
        if (update(connection, "UPDATE posthorn_schema SET version = ? WHERE name = ?", version, name) == 0) {
            update(connection, "INSERT INTO posthorn_schema (version, name) VALUES (?, ?)", version, name);
        }
    }

    private static void setSealed(Connection connection, Schema schema) throws SQLException {
        if (sealed(connection, schema.name()).equals(Set.copyOf(schema.sealed()))) {
            return;
        }
        update(connection, "DELETE FROM posthorn_sealed WHERE schema_name = ?", schema.name());
        for (SealedColumn column : schema.sealed()) {
            requireNames(column);
            update(
                    connection,
                    "INSERT INTO posthorn_sealed (schema_name, table_name, key_name, column_name) VALUES (?, ?, ?, ?)",
                    schema.name(),
                    column.table(),
                    column.key(),
                    column.column());
        }
    }

    /** They go into SQL as they are. */
    private static void requireNames(SealedColumn column) {
        for (String name : List.of(column.table(), column.key(), column.column())) {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException("Not the name of a table or column: " + name);
            }
        }
    }

    private static Set<SealedColumn> sealed(Connection connection, String schema) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(
                "SELECT table_name, key_name, column_name FROM posthorn_sealed WHERE schema_name = ?")) {
            sql.setString(1, schema);
            return columns(sql).stream().collect(Collectors.toSet());
        }
    }

    /** Those of all schemas that ever used this database. */
    static List<SealedColumn> sealed(Connection connection) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(
                "SELECT table_name, key_name, column_name FROM posthorn_sealed ORDER BY table_name, column_name")) {
            return columns(sql);
        }
    }

    private static List<SealedColumn> columns(PreparedStatement sql) throws SQLException {
        List<SealedColumn> columns = new ArrayList<>();
        try (ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                columns.add(new SealedColumn(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return columns;
    }

    /** The ids of the keys that values here may be sealed with. */
    static Set<String> keys(Connection connection) throws SQLException {
        Set<String> ids = new TreeSet<>();
        try (PreparedStatement sql = connection.prepareStatement("SELECT id FROM posthorn_key");
                ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }

    static void addKey(Connection connection, String id) throws SQLException {
        if (!keys(connection).contains(id)) {
            update(connection, "INSERT INTO posthorn_key (id) VALUES (?)", id);
        }
    }

    /** For a database that nobody else is about to write to. */
    static void dropUnusedKeys(Connection connection) throws SQLException {
        for (String id : keys(connection)) {
            if (!isUsed(connection, id)) {
                update(connection, "DELETE FROM posthorn_key WHERE id = ?", id);
            }
        }
    }

    private static boolean isUsed(Connection connection, String id) throws SQLException {
        for (SealedColumn column : sealed(connection)) {
            try (PreparedStatement sql = connection.prepareStatement(
                    "SELECT 1 FROM " + column.table() + " WHERE " + column.column() + " LIKE ? LIMIT 1")) {
                sql.setString(1, Sealing.prefix(id) + "%");
                try (ResultSet row = sql.executeQuery()) {
                    if (row.next()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** From here on, no value is sealed with another. */
    static void keepOneKey(Connection connection, String id) throws SQLException {
        update(connection, "DELETE FROM posthorn_key WHERE id <> ?", id);
    }

    static int update(Connection connection, String text, Object... values) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(text)) {
            for (int i = 0; i < values.length; i++) {
                sql.setObject(i + 1, values[i]);
            }
            return sql.executeUpdate();
        }
    }
}
