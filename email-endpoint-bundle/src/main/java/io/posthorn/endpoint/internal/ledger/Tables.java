package io.posthorn.endpoint.internal.ledger;

import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.Store;
import io.posthorn.store.Store.Work;

import java.util.List;

/**
 * The tables of this bundle.
 *
 * @param store the database
 */
record Tables(Store store) {

    static final SealedColumn FACTS = new SealedColumn("endpoint_mail", "id", "facts");
    static final Schema SCHEMA = new Schema("endpoint", Tables.class, 1, List.of(FACTS));

    <T> T transact(Work<T> work) {
        return store.transact(SCHEMA, work);
    }

    /** On disk when it returns. */
    <T> T durably(Work<T> work) {
        return store.transactDurably(SCHEMA, work);
    }
}
