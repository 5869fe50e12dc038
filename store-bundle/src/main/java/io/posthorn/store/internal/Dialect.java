package io.posthorn.store.internal;

import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;

import java.sql.Connection;
import java.sql.SQLException;

/** What differs between the databases: above all, what it takes until a commit is on disk. */
interface Dialect {

    /** Asks the database who it is. What is missing for durability is said in the log, once. */
    static Dialect of(Connection connection, String description) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "H2" -> H2Dialect.of(connection, description);
            case "PostgreSQL" -> PostgresDialect.of(connection, description);
            default ->
                throw new StoreException(
                        Kind.CONFIGURATION,
                        "The store (" + description + ") is a " + product + ". Posthorn knows H2 and PostgreSQL.",
                        null);
        };
    }

    /** From here to the end of the transaction, nobody else changes tables. */
    void lockTables(Connection connection) throws SQLException;

    /** What a durable transaction begins with. */
    void beforeWork(Connection connection) throws SQLException;

    /** What a durable transaction ends with. */
    void afterCommit(Connection connection) throws SQLException;
}
