package io.posthorn.store.internal;

import com.zaxxer.hikari.HikariConfig;

/** A database that Posthorn itself connects to, by a pool. */
interface PooledDatabase {

    /**
     * Sets what is special about it.
     *
     * @throws io.posthorn.store.StoreException if it cannot be used as configured
     */
    void configure(HikariConfig pool);

    /** For people, without secrets. */
    String description();

    /** Whether no other process can use it meanwhile. */
    boolean isExclusive();
}
