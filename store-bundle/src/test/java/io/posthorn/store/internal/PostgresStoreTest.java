package io.posthorn.store.internal;

import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

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
        return ask(connection, "SHOW synchronous_commit");
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    /** It held the row of a mail, and those who were to take the mail over waited for ever. */
    @Test
    void aServerThatIsFrozenWithinATransaction_losesItsRowsSoon_andRunsItAgainWhenItWakes() throws Exception {
        Notes.keep(store(), "a", "x");
        assertThatThrownBy(() -> store().transact(Notes.SCHEMA, connection -> {
                    throw new SQLException("rolled back");
                }))
                .isInstanceOf(StoreException.class);
        assertThat(store().transact(Notes.SCHEMA, PostgresStoreTest::patience)).isEqualTo("20s");
        AtomicInteger runs = new AtomicInteger();
        store().transactDurably(Notes.SCHEMA, connection -> {
            ask(connection, "SELECT name FROM notes WHERE name = 'a' FOR UPDATE");
            if (runs.incrementAndGet() == 1) {
                try (Statement sql = connection.createStatement()) {
                    sql.execute("SET LOCAL idle_in_transaction_session_timeout = '1ms'");
                }
                // On another connection; it waits until the row is let go of.
                store().transact(Notes.SCHEMA, other -> Catalog.update(other, "UPDATE notes SET secret = 'y'"));
                ask(connection, "SELECT 1");
            }
            return "";
        });
        assertThat(runs).hasValue(2);
        assertThat(Notes.sealed(store(), "a")).isEqualTo("y");
    }

    private static String patience(Connection connection) throws SQLException {
        return ask(connection, "SHOW idle_in_transaction_session_timeout");
    }

    @Test
    void aForeignPoolWithoutThatBound_isWarnedOf() throws Exception {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("postgres");
        ForeignDatabase pool = new ForeignDatabase(source, "somebody's pool");
        try (JdbcStore foreign = new JdbcStore(pool, new KeyFile(new StoreFolder(folder)))) {
            assertThat(Log.during(foreign::isExclusive)).contains("idle_in_transaction_session_timeout = '20s'");
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
