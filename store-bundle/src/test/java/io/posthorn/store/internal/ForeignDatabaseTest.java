package io.posthorn.store.internal;

import com.zaxxer.hikari.HikariConfig;
import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Databases that somebody else opened, and that are not all they should be. */
class ForeignDatabaseTest {

    @TempDir
    Path folder;

    @Test
    void anH2WithoutAdminRights_works_andIsWarnedOfOnce() throws Exception {
        try (JdbcStore admin = store("file", "")) {
            admin.transact(Notes.SCHEMA, connection -> Catalog.update(connection, "CREATE USER guest PASSWORD 'x'"));
            admin.transact(Notes.SCHEMA, connection -> Catalog.update(connection, "GRANT ALTER ANY SCHEMA TO guest"));
        }
        JdbcDataSource source = source("file", "");
        source.setUser("guest");
        source.setPassword("x");
        try (JdbcStore store = store(source)) {
            String log = Log.during(() -> {
                Notes.keep(store, "a", "first");
                Notes.keep(store, "b", "second");
            });
            assertThat(log.split("has no admin rights", -1)).as(log).hasSize(2);
            assertThat(Notes.secret(store, "b")).isEqualTo("second");
            assertThat(store.isExclusive()).isFalse();
        }
    }

    @Test
    void anH2InMemory_isWarnedOf() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:foreign");
        try (JdbcStore store = store(source)) {
            assertThat(Log.during(store::isExclusive)).contains("lies in memory alone");
        }
    }

    /** Why: decision 0015. Somebody else's pool brings somebody else's driver. */
    @Test
    void anH2ThatCanLoseCommits_isWarnedOf() throws Exception {
        URL[] jar = {Path.of("target/forgetful-h2/h2.jar").toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
            DataSource source = (DataSource) loader.loadClass("org.h2.jdbcx.JdbcDataSource")
                    .getConstructor()
                    .newInstance();
            source.getClass().getMethod("setURL", String.class).invoke(source, "jdbc:h2:mem:forgetful");
            try (JdbcStore store = store(source)) {
                assertThat(Log.during(store::isExclusive)).contains("is an H2 2.5.252", "Use 2.4.240.");
            }
        }
        try (JdbcStore store = store("file", "")) {
            assertThat(Log.during(store::isExclusive)).doesNotContain("lose commits");
        }
    }

    @Test
    void aReadOnlyDatabase_isNamed() {
        try (JdbcStore store = store("file", "")) {
            Notes.keep(store, "a", "x");
        }
        try (JdbcStore store = store("file", ";ACCESS_MODE_DATA=r")) {
            StoreException refused = catchThrowableOfType(StoreException.class, () -> Notes.keep(store, "b", "x"));
            assertThat(refused).hasMessageContaining("is read-only");
            assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
        }
    }

    @Test
    void aFullDisk_isNamed_andNothingIsHalfWritten() {
        FullDisk.register();
        try (JdbcStore store = store(FullDisk.SCHEME, "")) {
            Notes.keep(store, "before", "x");
            FullDisk.fill(true);
            StoreException refused = catchThrowableOfType(
                    StoreException.class,
                    () -> store.transactDurably(Notes.SCHEMA, connection -> {
                        Notes.insert(connection, "one", null);
                        return Notes.insert(connection, "two", null);
                    }));
            assertThat(refused).hasMessageContaining("no space left on its disk");
            assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
        } finally {
            FullDisk.fill(false);
        }
        try (JdbcStore store = store(FullDisk.SCHEME, "")) {
            assertThat(Notes.count(store)).isIn(1, 3);
            assertThat(Notes.secret(store, "before")).isEqualTo("x");
        }
    }

    @Test
    void aFullDisk_onceThereIsSpaceAgain_needsNoRestart() {
        FullDisk.register();
        try (JdbcStore store = new JdbcStore(new Pool(pooled()), new KeyFile(new StoreFolder(folder)))) {
            Notes.keep(store, "before", "x");
            FullDisk.fill(true);
            assertThatThrownBy(() -> Notes.keep(store, "full", "x")).isInstanceOf(StoreException.class);
            FullDisk.fill(false);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!works(store) && System.nanoTime() < end) { // each call takes one dead connection out of the pool
                Thread.onSpinWait();
            }
            assertThat(Notes.secret(store, "before")).isEqualTo("x");
            Notes.keep(store, "after", "y");
        } finally {
            FullDisk.fill(false);
        }
    }

    private static boolean works(JdbcStore store) {
        try {
            return Notes.count(store) > 0;
        } catch (StoreException e) {
            return false;
        }
    }

    private PooledDatabase pooled() {
        return new PooledDatabase() {
            @Override
            public void configure(HikariConfig pool) {
                pool.setDataSource(source(FullDisk.SCHEME, ""));
            }

            @Override
            public String description() {
                return "pooled";
            }

            @Override
            public boolean isExclusive() {
                return true;
            }
        };
    }

    private JdbcStore store(String scheme, String settings) {
        return store(source(scheme, settings));
    }

    private JdbcStore store(DataSource source) {
        return new JdbcStore(new ForeignDatabase(source, "of a test"), new KeyFile(new StoreFolder(folder)));
    }

    private JdbcDataSource source(String scheme, String settings) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:" + scheme + ":" + folder.resolve("foreign") + settings);
        source.setUser("sa");
        return source;
    }
}
