package io.posthorn.store.internal;

import io.posthorn.store.Store;

/** A store that somebody opened, and closes. */
public interface OpenStore extends Store, AutoCloseable {

    /** Waits for the running transactions, though not for ever, and closes the database. */
    @Override
    void close();
}
