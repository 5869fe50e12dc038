package io.posthorn.task.internal.reply;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements with their values. */
final class Sql {

    private Sql() {}

    /** Makes a value of a row. */
    @FunctionalInterface
    interface Mapper<T> {
        T of(ResultSet row) throws SQLException;
    }

    static int update(Connection connection, String text, @Nullable Object... values) throws SQLException {
        try (PreparedStatement sql = prepare(connection, text, values)) {
            return sql.executeUpdate();
        }
    }

    static <T> List<T> list(Connection connection, String text, Mapper<T> mapper, @Nullable Object... values)
            throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement sql = prepare(connection, text, values);
                ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                all.add(mapper.of(row));
            }
        }
        return all;
    }

    static <T> Optional<T> first(Connection connection, String text, Mapper<T> mapper, @Nullable Object... values)
            throws SQLException {
        return list(connection, text, mapper, values).stream().findFirst();
    }

    /** The clocks of several servers differ; that of their database is one. */
    static long databaseTime(Connection connection) throws SQLException {
        return first(
                        connection,
                        "SELECT CURRENT_TIMESTAMP",
                        row -> row.getTimestamp(1).getTime())
                .orElseThrow();
    }

    private static PreparedStatement prepare(Connection connection, String text, @Nullable Object... values)
            throws SQLException {
        PreparedStatement sql = connection.prepareStatement(text);
        for (int i = 0; i < values.length; i++) {
            sql.setObject(i + 1, values[i]);
        }
        return sql;
    }
}
