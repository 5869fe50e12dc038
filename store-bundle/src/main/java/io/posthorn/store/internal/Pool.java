package io.posthorn.store.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Pooled connections, by HikariCP. The pool is made by the first call that succeeds, so that while the database is away
 * every call fails at once and with the driver's own words. After it was closed, the next call makes another.
 */
final class Pool implements Database {

    /** For a connection when all are in use, or when the database has gone away. */
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final PooledDatabase database;
    private @Nullable HikariDataSource pool;

    Pool(PooledDatabase database) {
        this.database = database;
    }

    @Override
    public Connection connect() throws SQLException {
        return pool().getConnection();
    }

    private synchronized HikariDataSource pool() throws SQLException {
        if (pool == null) {
            pool = open();
        }
        return pool;
    }

    private HikariDataSource open() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("posthorn-store");
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setMinimumIdle(1);
        config.setExceptionOverride(new LostConnection());
        database.configure(config);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public String description() {
        return database.description();
    }

    @Override
    public boolean isExclusive() {
        return database.isExclusive();
    }

    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }

    /** HikariCP knows how other databases say it. Without this, busy connections to a closed H2 are used for ever. */
    private static final class LostConnection implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException e) {
            return Failures.isLostConnection(e) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
