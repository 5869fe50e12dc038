package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.TokenException;
import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.Store;
import io.posthorn.store.StoreException;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Keeps the tokens of accounts. What the authority has rotated is on disk before anybody sees the access token that came
 * with it; a lease says which of several servers may ask the authority.
 */
final class JdbcTokenStore {

    static final SealedColumn REFRESH_TOKEN = new SealedColumn("oauth_account", "id", "refresh_token");
    private static final SealedColumn ACCESS_TOKEN = new SealedColumn("oauth_access_token", "id", "token");
    static final Schema SCHEMA =
            new Schema("oauth", JdbcTokenStore.class, 2, List.of(REFRESH_TOKEN, ACCESS_TOKEN, JdbcSignIns.VERIFIER));
    private static final String UNIQUE_VIOLATION = "23505";

    private final Store store;
    private final Duration lease;
    private final String process = UUID.randomUUID().toString();

    /** @param lease longer than any token request */
    JdbcTokenStore(Store store, Duration lease) {
        this.store = store;
        this.lease = lease;
    }

    /** A name for leases that nobody else has. */
    String newOwner() {
        return process + "/" + UUID.randomUUID();
    }

    /**
     * Takes the lease of an account, unless its row shows that there is no need to.
     *
     * @param name of the account's page; null to leave it as it is
     * @param owner from {@link #newOwner()}
     * @param settled whether what is stored will do
     * @throws StoreException also if there is no key: then no token is asked for that could not be kept
     */
    Claim claim(AccountKey key, @Nullable String name, String owner, Instant now, Predicate<StoredAccount> settled) {
        store.seal(owner, REFRESH_TOKEN, key.id());
        makeRow(key, name, now);
        return store.transact(SCHEMA, connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT * FROM oauth_account WHERE id = ? FOR UPDATE")) {
                select.setString(1, key.id());
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return new Claim.Gone();
                    }
                    StoredAccount account = account(connection, row);
                    long present = databaseTime(connection);
                    if (settled.test(account)) {
                        return new Claim.Settled(account);
                    }
                    if (isHeldByAnother(row, owner, present)) {
                        return new Claim.Taken(account);
                    }
                    takeLease(connection, key, name, owner, present + lease.toMillis());
                    takeName(connection, key, name);
                    return new Claim.Granted(account);
                }
            }
        });
    }

    private void makeRow(AccountKey key, @Nullable String name, Instant now) {
        try {
            store.transact(SCHEMA, connection -> {
                if (isThere(connection, key)) {
                    return false;
                }
                try (PreparedStatement insert = connection.prepareStatement("INSERT INTO oauth_account"
                        + " (id, name, authority, tenant, client_id, version, created_at, grant_type)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
                    insert.setString(1, key.id());
                    insert.setString(2, name);
                    insert.setString(3, key.authority());
                    insert.setString(4, key.tenant());
                    insert.setString(5, key.clientId());
                    insert.setLong(6, now.toEpochMilli()); // one that a forgotten row of the same id never had
                    insert.setLong(7, now.toEpochMilli());
                    insert.setString(8, key.grant());
                    return insert.executeUpdate() == 1;
                }
            });
        } catch (StoreException e) {
            // Another server may have made it at the same moment.
            if (!(e.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState()))) {
                throw e;
            }
        }
    }

    private static boolean isThere(Connection connection, AccountKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM oauth_account WHERE id = ?")) {
            select.setString(1, key.id());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** The clocks of several servers differ; that of their database is one. */
    private static long databaseTime(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT CURRENT_TIMESTAMP");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getTimestamp(1).getTime();
        }
    }

    /** With an embedded database, a lease of another process is that of a dead one. */
    private boolean isHeldByAnother(ResultSet row, String owner, long present) throws SQLException {
        String holder = row.getString("lease_owner");
        if (holder == null || holder.equals(owner) || row.getLong("lease_until") <= present) {
            return false;
        }
        return holder.startsWith(process) || !store.isExclusive();
    }

    private static void takeLease(
            Connection connection, AccountKey key, @Nullable String name, String owner, long until)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE oauth_account SET lease_owner = ?,"
                + " lease_until = ?, name = COALESCE(CAST(? AS VARCHAR), name) WHERE id = ?")) {
            update.setString(1, owner);
            update.setLong(2, until);
            update.setString(3, name);
            update.setString(4, key.id());
            update.executeUpdate();
        }
    }

    /** What is left of an earlier seed, or of another account that had the name, is known by its hash from now on. */
    private static void takeName(Connection connection, AccountKey key, @Nullable String name) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE oauth_account SET name = NULL WHERE name = ? AND id <> ?")) {
            update.setString(1, name);
            update.setString(2, key.id());
            update.executeUpdate();
        }
    }

    /**
     * Keeps what the authority gave, and ends the lease. On disk when it returns.
     *
     * @param proof of whoever asked
     * @param version that the refresh token had which was asked with
     * @return the account as it is now; empty if another server was faster: then nothing was written
     */
    Optional<StoredAccount> commit(
            AccountKey key, String proof, long version, TokenResponse response, Instant fetchedAt) {
        return store.transactDurably(SCHEMA, connection -> {
            // Sealed within the transaction, so that a change of the key does not pass by.
            @Nullable
            String rotated = response.refreshToken()
                    .map(token -> store.seal(token, REFRESH_TOKEN, key.id()))
                    .orElse(null);
            if (!writeRefresh(connection, key, version, rotated, fetchedAt)) {
                return Optional.empty();
            }
            dropOldTokens(connection, key, proof, response.scopes(), fetchedAt);
            if (!response.scopes().isEmpty()) {
                insertToken(connection, key, proof, response, fetchedAt);
            }
            return read(connection, key);
        });
    }

    /**
     * Keeps what a sign-in gave, whatever was there. An attempt to refresh that is being made will find that it was slower.
     *
     * @param name of the account's page; null to leave it as it is
     * @param proof of whoever asked
     */
    void signIn(AccountKey key, @Nullable String name, String proof, TokenResponse response, Instant fetchedAt) {
        boolean isKept = false;
        while (!isKept) { // unless it is forgotten at the same moment, once
            makeRow(key, name, fetchedAt);
            isKept = store.transactDurably(SCHEMA, connection -> {
                OptionalLong version = lockedVersion(connection, key);
                String rotated = store.seal(response.refreshToken().orElseThrow(), REFRESH_TOKEN, key.id());
                if (version.isEmpty() || !writeRefresh(connection, key, version.getAsLong(), rotated, fetchedAt)) {
                    return false;
                }
                deleteTokens(connection, key); // of whoever signed in before
                insertToken(connection, key, proof, response, fetchedAt);
                return true;
            });
        }
    }

    private static OptionalLong lockedVersion(Connection connection, AccountKey key) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT version FROM oauth_account WHERE id = ? FOR UPDATE")) {
            select.setString(1, key.id());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong("version")) : OptionalLong.empty();
            }
        }
    }

    private static void deleteTokens(Connection connection, AccountKey key) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM oauth_access_token WHERE account_id = ?")) {
            delete.setString(1, key.id());
            delete.executeUpdate();
        }
    }

    private static boolean writeRefresh(
            Connection connection, AccountKey key, long version, @Nullable String rotated, Instant at)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE oauth_account SET version = version + 1,"
                + " refresh_token = COALESCE(CAST(? AS VARCHAR), refresh_token),"
                + " rotated_at = COALESCE(CAST(? AS BIGINT), rotated_at), refreshed_at = ?,"
                + " lease_owner = NULL, lease_until = NULL, failed_at = NULL, failure_kind = NULL,"
                + " failure_code = NULL, failure_correlation_id = NULL, failure_message = NULL"
                + " WHERE id = ? AND version = ?")) {
            update.setString(1, rotated);
            update.setObject(2, rotated == null ? null : at.toEpochMilli(), java.sql.Types.BIGINT);
            update.setLong(3, at.toEpochMilli());
            update.setString(4, key.id());
            update.setLong(5, version);
            return update.executeUpdate() == 1;
        }
    }

    private void dropOldTokens(Connection connection, AccountKey key, String proof, Set<String> covered, Instant now)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM oauth_access_token WHERE id = ?")) {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT id, scopes, proof, expires_at FROM oauth_access_token WHERE account_id = ?")) {
                select.setString(1, key.id());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        if (row.getLong("expires_at") <= now.toEpochMilli()
                                || row.getString("proof").equals(proof)
                                        && covered.containsAll(scopes(row.getString("scopes")))) {
                            delete.setString(1, row.getString("id"));
                            delete.addBatch();
                        }
                    }
                }
            }
            delete.executeBatch();
        }
    }

    private void insertToken(
            Connection connection, AccountKey key, String proof, TokenResponse response, Instant fetchedAt)
            throws SQLException {
        String id = UUID.randomUUID().toString();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO oauth_access_token"
                + " (id, account_id, scopes, token, fetched_at, expires_at, proof) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, id);
            insert.setString(2, key.id());
            insert.setString(3, String.join(" ", response.scopes()));
            insert.setString(4, store.seal(response.accessToken(), ACCESS_TOKEN, id));
            insert.setLong(5, fetchedAt.toEpochMilli());
            insert.setLong(6, fetchedAt.plus(response.life()).toEpochMilli());
            insert.setString(7, proof);
            insert.executeUpdate();
        }
    }

    /**
     * Notes why the authority gave nothing, and ends the lease. No token is touched.
     *
     * @return whether the account was still as it was when the authority was asked; false if another server has
     *     refreshed it meanwhile, which the failure says nothing about
     */
    boolean fail(AccountKey key, long version, String owner, AccountStatus.Failure failure) {
        return store.transact(SCHEMA, connection -> {
            release(connection, key, owner);
            try (PreparedStatement update = connection.prepareStatement("UPDATE oauth_account SET failed_at = ?,"
                    + " failure_kind = ?, failure_code = ?, failure_correlation_id = ?, failure_message = ?"
                    + " WHERE id = ? AND version = ?")) {
                update.setLong(1, failure.at().toEpochMilli());
                update.setString(2, failure.kind().name());
                update.setString(3, failure.code());
                update.setString(4, failure.correlationId());
                update.setString(5, failure.message());
                update.setString(6, key.id());
                update.setLong(7, version);
                return update.executeUpdate() == 1;
            }
        });
    }

    private static void release(Connection connection, AccountKey key, String owner) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE oauth_account SET lease_owner = NULL,"
                + " lease_until = NULL WHERE id = ? AND lease_owner = ?")) {
            update.setString(1, key.id());
            update.setString(2, owner);
            update.executeUpdate();
        }
    }

    /** The account, if it was ever used. */
    Optional<StoredAccount> read(AccountKey key) {
        return store.transact(SCHEMA, connection -> read(connection, key));
    }

    private Optional<StoredAccount> read(Connection connection, AccountKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM oauth_account WHERE id = ?")) {
            select.setString(1, key.id());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(account(connection, row)) : Optional.empty();
            }
        }
    }

    /** Every account that was ever used and not forgotten. */
    List<StoredAccount> all() {
        return store.transact(SCHEMA, connection -> {
            List<StoredAccount> accounts = new ArrayList<>();
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT * FROM oauth_account ORDER BY name, created_at, id");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    accounts.add(readableOrNot(connection, row));
                }
            }
            return accounts;
        });
    }

    /** One row that cannot be decrypted must not hide the others. */
    private StoredAccount readableOrNot(Connection connection, ResultSet row) throws SQLException {
        try {
            return account(connection, row);
        } catch (StoreException e) {
            AccountStatus.Failure failure = new AccountStatus.Failure(
                    Instant.ofEpochMilli(databaseTime(connection)),
                    TokenException.Kind.APP_CONFIGURATION,
                    "",
                    "",
                    String.valueOf(e.getMessage()));
            return account(row, Optional.empty(), List.of(), Optional.of(failure));
        }
    }

    /** Deletes an account with its tokens. */
    void forget(AccountKey key) {
        store.transactDurably(SCHEMA, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM oauth_account WHERE id = ?")) {
                delete.setString(1, key.id());
                return delete.executeUpdate();
            }
        });
    }

    /** Which database it is, for people. */
    String description() {
        return store.description();
    }

    private StoredAccount account(Connection connection, ResultSet row) throws SQLException {
        String id = row.getString("id");
        Optional<String> refreshToken =
                Optional.ofNullable(row.getString("refresh_token")).map(text -> store.unseal(text, REFRESH_TOKEN, id));
        return account(row, refreshToken, tokens(connection, id), failure(row));
    }

    private static StoredAccount account(
            ResultSet row,
            Optional<String> refreshToken,
            List<StoredToken> tokens,
            Optional<AccountStatus.Failure> failure)
            throws SQLException {
        AccountKey key = new AccountKey(
                row.getString("id"),
                row.getString("authority"),
                row.getString("tenant"),
                row.getString("client_id"),
                row.getString("grant_type"));
        return new StoredAccount(
                key,
                Optional.ofNullable(row.getString("name")),
                row.getLong("version"),
                refreshToken,
                tokens,
                Instant.ofEpochMilli(row.getLong("created_at")),
                time(row, "refreshed_at"),
                time(row, "rotated_at"),
                failure);
    }

    private List<StoredToken> tokens(Connection connection, String account) throws SQLException {
        List<StoredToken> tokens = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT * FROM oauth_access_token WHERE account_id = ? ORDER BY fetched_at DESC, id")) {
            select.setString(1, account);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String value = store.unseal(row.getString("token"), ACCESS_TOKEN, row.getString("id"));
                    tokens.add(new StoredToken(
                            new AccessToken(value, Instant.ofEpochMilli(row.getLong("expires_at"))),
                            scopes(row.getString("scopes")),
                            row.getString("proof"),
                            Instant.ofEpochMilli(row.getLong("fetched_at"))));
                }
            }
        }
        return tokens;
    }

    private static Set<String> scopes(String text) {
        return Set.copyOf(List.of(text.split(" ")));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static Optional<AccountStatus.Failure> failure(ResultSet row) throws SQLException {
        Optional<Instant> at = time(row, "failed_at");
        if (at.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AccountStatus.Failure(
                at.get(),
                TokenException.Kind.valueOf(row.getString("failure_kind")),
                row.getString("failure_code"),
                row.getString("failure_correlation_id"),
                row.getString("failure_message")));
    }
}
