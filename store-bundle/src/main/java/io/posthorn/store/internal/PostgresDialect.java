package io.posthorn.store.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** PostgreSQL. A commit is on disk when it returns, unless somebody has switched that off. */
final class PostgresDialect implements Dialect {

    private static final Logger log = LoggerFactory.getLogger(PostgresDialect.class);

    /** Any number that nobody else takes: "posthorn" in ASCII. */
    private static final long LOCK = 0x706f_7374_686f_726eL;

    private final boolean lazy;

    private PostgresDialect(boolean lazy) {
        this.lazy = lazy;
    }

    static PostgresDialect of(Connection connection, String description) throws SQLException {
        for (String setting : new String[] {"fsync", "full_page_writes"}) {
            if (ask(connection, "SHOW " + setting).equals("off")) {
                log.warn(
                        "The server of the store ({}) runs with {}=off: a power cut may lose or damage what it holds."
                                + " Switch it on in postgresql.conf.",
                        description,
                        setting);
            }
        }
        if (ask(connection, "SHOW idle_in_transaction_session_timeout").equals("0")) {
            log.warn(
                    "The server of the store ({}) runs with idle_in_transaction_session_timeout=0: if one of your servers"
                            + " freezes within a transaction, the others wait for its rows until it wakes. Set it for the"
                            + " user of the store: ALTER ROLE posthorn SET idle_in_transaction_session_timeout = '20s'",
                    description);
        }
        boolean lazy = ask(connection, "SHOW synchronous_commit").equals("off");
        if (lazy) {
            log.warn(
                    "The server of the store ({}) runs with synchronous_commit=off. What must not be lost is committed"
                            + " with it switched on; for all else, a power cut may lose the last commits.",
                    description);
        }
        return new PostgresDialect(lazy);
    }

    @Override
    public void lockTables(Connection connection) throws SQLException {
        ask(connection, "SELECT pg_advisory_xact_lock(" + LOCK + ")");
    }

    @Override
    public void beforeWork(Connection connection) throws SQLException {
        if (lazy) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL synchronous_commit TO on");
            }
        }
    }

    @Override
    public void afterCommit(Connection connection) {}

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            String text = answer.getString(1);
            return text == null ? "" : text;
        }
    }
}
