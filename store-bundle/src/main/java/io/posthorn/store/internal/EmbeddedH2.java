package io.posthorn.store.internal;

import com.zaxxer.hikari.HikariConfig;
import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;
import org.h2.jdbcx.JdbcDataSource;

import java.nio.file.Path;

/** An H2 in a folder of its own, in this process, which listens nowhere. */
final class EmbeddedH2 implements PooledDatabase {

    /** Where OSGi stops the bundle, it closes the database; H2's own hook would be too early. */
    private static final String SETTINGS = ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;TRACE_LEVEL_FILE=0";

    static {
        // After a full disk, H2 2.4.240 can wait for ever, on all its threads and with all the processor has, for what
        // this assertion of its own says is impossible. With it, the call fails, and the database is opened anew.
        JdbcDataSource.class.getClassLoader().setClassAssertionStatus("org.h2.mvstore.MVStore", true);
    }

    private final StoreFolder folder;

    EmbeddedH2(StoreFolder folder) {
        this.folder = folder;
    }

    @Override
    public void configure(HikariConfig pool) {
        Path file = folder.make().resolve("posthorn");
        if (file.toString().contains(";")) {
            throw new StoreException(
                    Kind.CONFIGURATION,
                    "The store cannot lie in " + folder.path()
                            + ", because H2 takes no semicolon in a path. Set posthorn.store.folder to another folder.",
                    null);
        }
        JdbcDataSource driver = new JdbcDataSource();
        // "async": with H2's plain file system, an interrupted thread closes the file for all others, too.
        driver.setURL("jdbc:h2:async:" + file + SETTINGS);
        driver.setUser("posthorn");
        driver.setPassword("");
        pool.setDataSource(driver);
        pool.setMaximumPoolSize(10);
        // H2 closes the file with its last connection, so one must stay; another process could take the file meanwhile.
        pool.setMaxLifetime(0);
    }

    @Override
    public String description() {
        return "embedded H2 in " + folder.path();
    }

    @Override
    public boolean isExclusive() {
        return true;
    }
}
