package io.posthorn.endpoint.internal.ledger;

import io.posthorn.store.Sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/**
 * A row of the ledger. Null columns are empty, or 0.
 *
 * @param id of the invocation
 * @param validity UIDVALIDITY
 * @param uid of the mail
 * @param identity knows the mail again
 * @param state of the mail
 * @param attempt invocations that have begun
 * @param spared those before it was last released
 * @param disturbed how often it could not be read
 * @param done which attachments have been answered
 * @param nextTry when it is due
 * @param claim who works on it
 * @param claimedUntil by the database's clock
 * @param facts sealed
 * @param endedAt when it came to an end
 */
record Row(
        String id,
        long validity,
        String uid,
        String identity,
        State state,
        int attempt,
        int spared,
        int disturbed,
        String done,
        long nextTry,
        String claim,
        long claimedUntil,
        String facts,
        long endedAt) {

    static Row of(ResultSet row) throws SQLException {
        return new Row(
                row.getString("id"),
                row.getLong("validity"),
                row.getString("uid"),
                text(row, "identity"),
                State.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getInt("spared"),
                row.getInt("disturbed"),
                row.getString("done"),
                row.getLong("next_try"),
                text(row, "claim"),
                row.getLong("claimed_until"),
                text(row, "facts"),
                row.getLong("ended_at"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    /** Nobody else changes it until the transaction ends. */
    static Optional<Row> lock(Connection connection, String folder, long validity, String uid) throws SQLException {
        return Sql.first(
                connection,
                "SELECT * FROM endpoint_mail WHERE folder = ? AND validity = ? AND uid = ? FOR UPDATE",
                Row::of,
                folder,
                validity,
                uid);
    }

    /** As above, by what knows a mail again. */
    static Optional<Row> lock(Connection connection, String folder, String identity) throws SQLException {
        return Sql.first(
                connection,
                "SELECT * FROM endpoint_mail WHERE folder = ? AND identity = ? FOR UPDATE",
                Row::of,
                folder,
                identity);
    }
}
