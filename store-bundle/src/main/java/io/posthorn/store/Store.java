package io.posthorn.store;

import org.osgi.annotation.versioning.ProviderType;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The one database of this server: an embedded H2, or a PostgreSQL that several servers share. Registered as an OSGi service
 * that is always there; while the database cannot be used, its calls fail with the sentence that says why. Safe for use by
 * any thread.
 */
@ProviderType
public interface Store {

    /**
     * Runs work in one transaction (read committed). Before the first one on a database, the tables of the schema are
     * brought up to date. What was written may be lost in a power cut, never in part.
     *
     * @param <T> what the work returns
     * @param schema whose tables are used
     * @param work is rolled back if it throws. It may be run again if another transaction was in its way (a
     *     serialization failure, a deadlock, a row of the same key), so it must not do anything but SQL
     * @return what the work returned
     * @throws StoreException if the database cannot be used, or has refused
     */
    <T> T transact(Schema schema, Work<T> work);

    /**
     * As {@link #transact}, and when it returns, what was written is on disk: it survives {@code kill -9} and a power cut.
     *
     * @param <T> what the work returns
     * @param schema whose tables are used
     * @param work as for {@link #transact}
     * @return what the work returned
     * @throws StoreException if the database cannot be used, or has refused. Where that happened while it committed, it may
     *     have been written nevertheless
     */
    <T> T transactDurably(Schema schema, Work<T> work);

    /**
     * Encrypts a value for a sealed column (AES-256-GCM). The result names its key, and can be opened in its place only.
     * Call it within the work that stores the result: then no change of the key comes between the two.
     *
     * @param value a secret
     * @param column where it will be kept
     * @param row the row's key
     * @return printable text, about 4/3 of the value's length in UTF-8 plus 70 characters
     * @throws StoreException if there is no usable key: then nothing may be stored
     */
    String seal(String value, SealedColumn column, String row);

    /**
     * Decrypts what {@link #seal} made.
     *
     * @param sealed the column's text
     * @param column where it was kept
     * @param row the row's key
     * @return the value
     * @throws StoreException if its key is not here, or it was changed or moved; the sentence says which and what to do
     */
    String unseal(String sealed, SealedColumn column, String row);

    /**
     * Whether no other process can use this database while this one does, as with an embedded one.
     *
     * @return false for a database server
     * @throws StoreException if the database cannot be used
     */
    boolean isExclusive();

    /**
     * Which database it is.
     *
     * @return for people, without secrets, for example {@code embedded H2 in /srv/felix/posthorn/store}; never fails
     */
    String description();

    /**
     * Work within a transaction.
     *
     * @param <T> what it returns
     */
    @FunctionalInterface
    interface Work<T> {
        /**
         * Does it.
         *
         * @param connection of the transaction; neither to be closed nor committed nor kept
         * @return anything
         * @throws SQLException from the database
         */
        T in(Connection connection) throws SQLException;
    }
}
