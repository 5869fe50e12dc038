package io.posthorn.oauth.internal;

import io.posthorn.store.SealedColumn;
import io.posthorn.store.Store;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps pending sign-ins, so that any server that shares the store, and any process after this one, may finish them. */
final class JdbcSignIns {

    static final SealedColumn VERIFIER = new SealedColumn("oauth_sign_in", "id", "verifier");

    private final Store store;

    JdbcSignIns(Store store) {
        this.store = store;
    }

    /** In place of an earlier one of the account. */
    void put(AccountKey key, PendingSignIn pending) {
        store.transact(JdbcTokenStore.SCHEMA, connection -> {
            delete(connection, key);
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO oauth_sign_in (id, state, verifier, redirect, scopes, expires_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, key.id());
                insert.setString(2, pending.state());
                insert.setString(3, store.seal(pending.proofKey().verifier(), VERIFIER, key.id()));
                insert.setString(4, pending.redirect().toString());
                insert.setString(5, String.join(" ", pending.scopes()));
                insert.setLong(6, pending.until().toEpochMilli());
                return insert.executeUpdate();
            }
        });
    }

    /** The newest of an account, also if its time is up or its answer has come. */
    Optional<PendingSignIn> find(AccountKey key) {
        return store.transact(JdbcTokenStore.SCHEMA, connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM oauth_sign_in WHERE id = ?")) {
                select.setString(1, key.id());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(pending(row)) : Optional.empty();
                }
            }
        });
    }

    private PendingSignIn pending(ResultSet row) throws SQLException {
        row.getLong("used_at");
        boolean isUsed = !row.wasNull();
        return new PendingSignIn(
                row.getString("state"),
                new ProofKey(store.unseal(row.getString("verifier"), VERIFIER, row.getString("id"))),
                URI.create(row.getString("redirect")),
                Set.copyOf(List.of(row.getString("scopes").split(" "))),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                isUsed);
    }

    /**
     * Takes the one answer that a sign-in may have.
     *
     * @return false if it was taken already, maybe by another server
     */
    boolean use(AccountKey key, PendingSignIn pending, Instant now) {
        return store.transactDurably(
                JdbcTokenStore.SCHEMA,
                connection -> update(connection, "used_at = " + now.toEpochMilli(), "used_at IS NULL", key, pending));
    }

    /** The authority could not be asked, so the answer is still good. */
    void reopen(AccountKey key, PendingSignIn pending) {
        store.transact(
                JdbcTokenStore.SCHEMA,
                connection -> update(connection, "used_at = NULL", "used_at IS NOT NULL", key, pending));
    }

    private static boolean update(
            Connection connection, String change, String condition, AccountKey key, PendingSignIn pending)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE oauth_sign_in SET " + change + " WHERE id = ? AND state = ? AND " + condition)) {
            update.setString(1, key.id());
            update.setString(2, pending.state());
            return update.executeUpdate() == 1;
        }
    }

    private static void delete(Connection connection, AccountKey key) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM oauth_sign_in WHERE id = ?")) {
            delete.setString(1, key.id());
            delete.executeUpdate();
        }
    }
}
