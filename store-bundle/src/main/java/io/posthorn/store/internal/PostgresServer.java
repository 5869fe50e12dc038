package io.posthorn.store.internal;

import com.zaxxer.hikari.HikariConfig;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server, by its JDBC URL. */
final class PostgresServer implements PooledDatabase {

    /**
     * A server that is frozen within a transaction keeps its rows locked, and nobody else could take over its work. No
     * transaction of ours waits for anything but the database.
     */
    private static final String LET_GO_OF_A_FROZEN_ONE = "SET idle_in_transaction_session_timeout = '20s'";

    private final PGSimpleDataSource driver = new PGSimpleDataSource();

    /** @throws IllegalArgumentException if the URL cannot be understood; the message does not show it */
    PostgresServer(String url, String user, String password) {
        driver.setApplicationName("Posthorn");
        driver.setTcpKeepAlive(true);
        driver.setSocketTimeout(60);
        // An error's detail holds values of the row.
        driver.setLogServerErrorDetail(false);
        setUrl(url);
        if (!user.isEmpty()) {
            driver.setUser(user);
        }
        if (!password.isEmpty()) {
            driver.setPassword(password);
        }
    }

    private void setUrl(String url) {
        try {
            driver.setUrl(url);
        } catch (IllegalArgumentException e) {
            // Without the cause: its message shows the URL, which may hold a password.
            throw new IllegalArgumentException("The driver does not understand it. A valid one:"
                    + " jdbc:postgresql://db.example.com:5432/posthorn");
        }
    }

    @Override
    public void configure(HikariConfig pool) {
        pool.setDataSource(driver);
        pool.setMaximumPoolSize(10);
        pool.setConnectionInitSql(LET_GO_OF_A_FROZEN_ONE);
        pool.setIsolateInternalQueries(true); // else the first rollback takes the setting back
    }

    @Override
    public String description() {
        StringBuilder servers = new StringBuilder();
        String[] names = driver.getServerNames();
        int[] ports = driver.getPortNumbers();
        for (int i = 0; i < names.length; i++) {
            servers.append(i == 0 ? "" : ",").append(names[i]).append(':').append(ports[i] == 0 ? 5432 : ports[i]);
        }
        return "PostgreSQL " + driver.getDatabaseName() + " at " + servers;
    }

    @Override
    public boolean isExclusive() {
        return false;
    }
}
