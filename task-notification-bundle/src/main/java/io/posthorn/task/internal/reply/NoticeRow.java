package io.posthorn.task.internal.reply;

import io.posthorn.store.Sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/**
 * A row of the table of notices. Null columns are empty.
 *
 * @param id as in its tag
 * @param taskId the task
 * @param recipient the user's id
 * @param facts sealed
 * @param claim who calls the completion just now
 * @param claimedUntil by the database's clock
 * @param answeredBy knows the mail again
 * @param answer sealed
 */
record NoticeRow(
        String id,
        String taskId,
        String recipient,
        String facts,
        String claim,
        long claimedUntil,
        String answeredBy,
        String answer) {

    static Optional<NoticeRow> find(Connection connection, String id) throws SQLException {
        return Sql.first(connection, "SELECT * FROM task_notice WHERE id = ?", NoticeRow::of, id);
    }

    /** Nobody else changes it until the transaction ends. */
    static Optional<NoticeRow> lock(Connection connection, String id) throws SQLException {
        return Sql.first(connection, "SELECT * FROM task_notice WHERE id = ? FOR UPDATE", NoticeRow::of, id);
    }

    private static NoticeRow of(ResultSet row) throws SQLException {
        return new NoticeRow(
                row.getString("id"),
                row.getString("task_id"),
                row.getString("recipient"),
                row.getString("facts"),
                Objects.requireNonNullElse(row.getString("claim"), ""),
                row.getLong("claimed_until"),
                Objects.requireNonNullElse(row.getString("answered_by"), ""),
                Objects.requireNonNullElse(row.getString("answer"), ""));
    }

    boolean isAnswered() {
        return !answer.isEmpty();
    }
}
