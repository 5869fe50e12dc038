package io.posthorn.store.internal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresStoreTest extends StoreContract {

    private static TestPostgres postgres;

    private String url;

    @BeforeAll
    static void start() throws Exception {
        postgres = TestPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @Override
    JdbcStore open(Path keys) {
        if (url == null) {
            url = postgres.newDatabase();
        }
        return (JdbcStore) Stores.postgres(url, "postgres", "postgres", keys);
    }

    @Test
    void itIsShared_andSaysWhereItIs() {
        assertThat(store().isExclusive()).isFalse();
        assertThat(store().description()).matches("PostgreSQL test\\d+ at localhost:\\d+");
    }
}
