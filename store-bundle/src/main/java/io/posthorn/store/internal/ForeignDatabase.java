package io.posthorn.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A database that somebody else published, by pax-jdbc for example. He pools and closes its connections.
 *
 * @param source gives them
 * @param description for people
 */
record ForeignDatabase(DataSource source, String description) implements Database {

    @Override
    public Connection connect() throws SQLException {
        return source.getConnection();
    }

    @Override
    public boolean isExclusive() {
        return false;
    }

    @Override
    public void close() {}
}
