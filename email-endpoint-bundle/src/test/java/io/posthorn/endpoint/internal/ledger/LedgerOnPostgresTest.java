package io.posthorn.endpoint.internal.ledger;

import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

class LedgerOnPostgresTest extends LedgerContract {

    private static EmbeddedPostgres postgres;

    private static int databases;

    @TempDir
    Path folder;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Override
    OpenStore open() {
        String name = "ledger" + ++databases;
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement create = connection.createStatement()) {
            create.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Stores.postgres(postgres.getJdbcUrl("postgres", name), "postgres", "postgres", folder);
    }
}
