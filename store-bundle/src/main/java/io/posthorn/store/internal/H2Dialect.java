package io.posthorn.store.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * H2. With its default write delay, a kill loses the last half second; with none, a commit is handed to the operating
 * system, and not to the disk. Only {@code CHECKPOINT SYNC} does that, after the commit, and it needs admin rights.
 */
final class H2Dialect implements Dialect {

    private static final Logger log = LoggerFactory.getLogger(H2Dialect.class);

    private static final int ADMIN_RIGHTS_REQUIRED = 90040;

    /** It notes the last but one chunk as the last, and after a kill it goes on from there. */
    private static final String FORGETFUL = "2.5.252";

    private final boolean admin;

    private H2Dialect(boolean admin) {
        this.admin = admin;
    }

    static H2Dialect of(Connection connection, String description) throws SQLException {
        String url = connection.getMetaData().getURL();
        if (url.startsWith("jdbc:h2:mem:")) {
            log.warn("The store ({}) lies in memory alone: a restart loses it.", description);
        }
        if (connection.getMetaData().getDatabaseProductVersion().startsWith(FORGETFUL)) {
            log.warn(
                    "The store ({}) is an H2 {}, which can lose commits when its process is killed. Use 2.4.240.",
                    description,
                    FORGETFUL);
        }
        try {
            execute(connection, "SET WRITE_DELAY 0");
            execute(connection, "CHECKPOINT SYNC");
            return new H2Dialect(true);
        } catch (SQLException e) {
            if (e.getErrorCode() != ADMIN_RIGHTS_REQUIRED) {
                throw e;
            }
            log.warn(
                    "The user of the store ({}) has no admin rights, without which H2 cannot be told to write to the"
                            + " disk: a power cut, or killing its process, may lose the last commits. Grant them:"
                            + " ALTER USER … ADMIN TRUE.",
                    description);
            return new H2Dialect(false);
        }
    }

    /** H2 itself lets one session at a time change tables. */
    @Override
    public void lockTables(Connection connection) {}

    @Override
    public void beforeWork(Connection connection) {}

    @Override
    public void afterCommit(Connection connection) throws SQLException {
        if (admin) {
            execute(connection, "CHECKPOINT SYNC");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
