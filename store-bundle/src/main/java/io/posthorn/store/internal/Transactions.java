package io.posthorn.store.internal;

import io.posthorn.store.Store.Work;
import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** Runs work in transactions. */
final class Transactions {

    private static final int ATTEMPTS = 5;

    private final Database database;
    private final Dialect dialect;
    private final BooleanSupplier closed;
    private final Failures failures;

    /** @param closed whether no more may begin; a closed pool would open again */
    Transactions(Database database, Dialect dialect, BooleanSupplier closed) {
        this.database = database;
        this.dialect = dialect;
        this.closed = closed;
        this.failures = new Failures(database.description());
    }

    /** @throws io.posthorn.store.StoreException if the database refuses */
    <T> T run(Work<T> work, boolean durably) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work, durably);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !Failures.mayBeRetried(e)) {
                    throw failures.of(e);
                }
            } catch (AssertionError e) {
                if (!Failures.isOfH2(e)) {
                    throw e;
                }
                database.close(); // it does not trust itself any more; the next call opens it anew
                throw failures.ofH2(e);
            }
        }
    }

    /** As {@link #run}, and nobody else changes tables meanwhile. */
    <T> T runAlone(Work<T> work) {
        return run(
                connection -> {
                    dialect.lockTables(connection);
                    return work.in(connection);
                },
                true);
    }

    private <T> T once(Work<T> work, boolean durably) throws SQLException {
        if (closed.getAsBoolean()) {
            throw closed(database);
        }
        try (Connection connection = database.connect()) {
            prepare(connection);
            T result;
            try {
                if (durably) {
                    dialect.beforeWork(connection);
                }
                result = work.in(connection);
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
            commit(connection, durably);
            return result;
        }
    }

    private void commit(Connection connection, boolean durably) throws SQLException {
        connection.commit();
        if (durably) {
            toDisk(connection);
        }
    }

    /** What fails from here on was written already, so that it must not run once more. */
    private void toDisk(Connection connection) {
        try {
            dialect.afterCommit(connection);
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    /** Connections of somebody else's pool come as that one likes them. */
    static void prepare(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            connection.setAutoCommit(false);
        }
        if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    static StoreException closed(Database database) {
        return new StoreException(Kind.UNAVAILABLE, "The store (" + database.description() + ") is closed.", null);
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
