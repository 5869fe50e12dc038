package io.posthorn.store.internal;

import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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

    @Test
    void synchronousCommit_isSwitchedOnForWhatIsDurable_andAnUnsafeServerIsWarnedOf() {
        store().close();
        postgres.execute("ALTER DATABASE " + name() + " SET synchronous_commit = off");
        try (JdbcStore lazy = open(folder)) {
            assertThat(Log.during(lazy::isExclusive))
                    .contains("synchronous_commit=off")
                    .contains("fsync=off"); // as this server of tests runs
            assertThat(lazy.transactDurably(Notes.SCHEMA, PostgresStoreTest::synchronousCommit))
                    .isEqualTo("on");
            assertThat(lazy.transact(Notes.SCHEMA, PostgresStoreTest::synchronousCommit))
                    .isEqualTo("off");
        }
    }

    private static String synchronousCommit(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SHOW synchronous_commit")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void aReadOnlyServer_isNamed() {
        Notes.keep(store(), "a", "x");
        postgres.execute("ALTER DATABASE " + name() + " SET default_transaction_read_only = on");
        reopen();
        assertThatThrownBy(() -> Notes.keep(store(), "b", "x"))
                .hasMessageContaining("is read-only")
                .hasMessageContaining("name the primary server");
    }

    @Test
    void aLoginThatIsRefused_namesTheFields() {
        try (OpenStore stranger = Stores.postgres(url, "stranger", "planted-password", folder)) {
            StoreException refused = catchThrowableOfType(StoreException.class, stranger::isExclusive);
            assertThat(refused)
                    .hasMessageContaining("User and Password of the page Store")
                    .message()
                    .doesNotContain("planted-password");
            assertThat(refused.kind()).isEqualTo(Kind.CONFIGURATION);
        }
    }

    @Test
    void aDatabaseThatIsNotThere_namesTheField() {
        try (OpenStore none = Stores.postgres(url + "x", "postgres", "", folder)) {
            assertThatThrownBy(none::isExclusive).hasMessageContaining("the field JDBC URL of the page Store");
        }
    }

    @Test
    void aServerThatIsAway_isUnavailable_andAtOnce() {
        try (OpenStore away = Stores.postgres("jdbc:postgresql://localhost:1/x", "postgres", "", folder)) {
            StoreException refused = catchThrowableOfType(StoreException.class, away::isExclusive);
            assertThat(refused).hasMessageContaining("cannot be reached. Start it, or mend the network.");
            assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
        }
    }

    @Test
    void connectionsThatTheServerEnded_areReplaced() {
        Notes.keep(store(), "a", "x");
        postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name() + "'");
        for (int i = 0; i < 10; i++) { // each try takes one dead connection out of the pool
            try {
                Notes.keep(store(), "b", "y");
                break;
            } catch (StoreException e) {
                assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
            }
        }
        assertThat(Notes.secret(store(), "b")).isEqualTo("y");
    }

    @Test
    void aSecondServerWithAKeyOfItsOwn_isRefused(@TempDir Path other) {
        store().isExclusive();
        try (JdbcStore second = open(other)) {
            assertThatThrownBy(() -> Notes.keep(second, "b", "x"))
                    .hasMessageContaining("is missing, and the store is sealed with key");
            assertThat(other.resolve("encryption.key")).doesNotExist();
        }
    }

    private String name() {
        return url.replaceFirst(".*/", "");
    }
}
