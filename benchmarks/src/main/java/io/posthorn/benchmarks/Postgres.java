package io.posthorn.benchmarks;

import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL on loopback that writes to the disk, as it does by itself and not as it is embedded for tests. */
final class Postgres implements AutoCloseable {

    private final AtomicInteger databases = new AtomicInteger();
    private final EmbeddedPostgres server;

    Postgres() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        require("fsync");
        require("synchronous_commit");
    }

    private void require(String setting) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW " + setting)) {
            if (!result.next() || !result.getString(1).equals("on")) {
                throw new IllegalStateException("PostgreSQL runs without " + setting + ".");
            }
        }
    }

    String newDatabase() throws SQLException {
        String name = "benchmark" + databases.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return name;
    }

    OpenStore open(String database, Path folderOfTheKey) {
        String url = "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
        return Stores.postgres(url, "postgres", "postgres", folderOfTheKey);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
