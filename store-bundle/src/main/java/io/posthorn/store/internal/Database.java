package io.posthorn.store.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from. */
interface Database extends AutoCloseable {

    /** @throws io.posthorn.store.StoreException if what was configured cannot be used */
    Connection connect() throws SQLException;

    /** For people, without secrets. */
    String description();

    /** Whether no other process can use it meanwhile. */
    boolean isExclusive();

    /** Nothing where somebody else owns the connections. */
    @Override
    void close();
}
