package io.posthorn.store;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements with their values, for use within {@link Store.Work}. */
public final class Sql {

    private Sql() {}

    /**
     * Makes a value of a row.
     *
     * @param <T> the value
     */
    @FunctionalInterface
    public interface Mapper<T> {
        /**
         * Makes it.
         *
         * @param row at which the result stands
         * @return the value
         * @throws SQLException from the database
         */
        T of(ResultSet row) throws SQLException;
    }

    /**
     * Changes rows.
     *
     * @param connection of the transaction
     * @param text a statement, with a question mark for each value
     * @param values may be null
     * @return how many rows were changed
     * @throws SQLException from the database
     */
    public static int update(Connection connection, String text, @Nullable Object... values) throws SQLException {
        try (PreparedStatement sql = prepare(connection, text, values)) {
            return sql.executeUpdate();
        }
    }

    /**
     * Reads rows.
     *
     * @param <T> what a row becomes
     * @param connection of the transaction
     * @param text a query, with a question mark for each value
     * @param mapper reads a row
     * @param values may be null
     * @return in the query's order
     * @throws SQLException from the database
     */
    public static <T> List<T> list(Connection connection, String text, Mapper<T> mapper, @Nullable Object... values)
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

    /**
     * Reads one row.
     *
     * @param <T> what it becomes
     * @param connection of the transaction
     * @param text a query, with a question mark for each value
     * @param mapper reads a row
     * @param values may be null
     * @return empty if there is none
     * @throws SQLException from the database
     */
    public static <T> Optional<T> first(
            Connection connection, String text, Mapper<T> mapper, @Nullable Object... values) throws SQLException {
        return list(connection, text, mapper, values).stream().findFirst();
    }

    /**
     * Reads one number.
     *
     * @param connection of the transaction
     * @param text a query of one column
     * @param values may be null
     * @return 0 if there is none
     * @throws SQLException from the database
     */
    public static long number(Connection connection, String text, @Nullable Object... values) throws SQLException {
        return first(connection, text, row -> row.getLong(1), values).orElse(0L);
    }

    /**
     * The time of the database: the clocks of several servers differ, and this is one.
     *
     * @param connection of the transaction
     * @return milliseconds since 1970
     * @throws SQLException from the database
     */
    public static long databaseTime(Connection connection) throws SQLException {
        return first(
                        connection,
                        "SELECT CURRENT_TIMESTAMP",
                        row -> row.getTimestamp(1).getTime())
                .orElseThrow();
    }

    /**
     * A number that may be null.
     *
     * @param row at which the result stands
     * @param column its name
     * @return empty for null
     * @throws SQLException from the database
     */
    public static Optional<Long> optional(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
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
