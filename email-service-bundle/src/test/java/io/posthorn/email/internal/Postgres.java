package io.posthorn.email.internal;

import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of this JVM, with a new database for each. It ends with the JVM. */
public final class Postgres {

    /** A constant, so that a process which uses it starts no server. */
    public static final String USER = "postgres";

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private Postgres() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JDBC URL of a new, empty database. */
    public static String newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement create = connection.createStatement()) {
            create.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return SERVER.getJdbcUrl(USER, name);
    }

    /** As its superuser; {@code %1$s} is the database's name. */
    public static void run(String jdbcUrl, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, USER, USER);
                Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            statement.execute(sql.replace("%1$s", connection.getCatalog()));
        }
    }

    public static OpenStore newStore(Path folderOfTheKey) {
        return open(newDatabase(), folderOfTheKey);
    }

    public static OpenStore open(String jdbcUrl, Path folderOfTheKey) {
        return Stores.postgres(jdbcUrl, USER, USER, folderOfTheKey);
    }
}
