package io.posthorn.task.internal.reply;

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

    static final SealedColumn FACTS = new SealedColumn("task_notice", "id", "facts");
    static final SealedColumn ANSWER = new SealedColumn("task_notice", "id", "answer");
    static final SealedColumn SECRET = new SealedColumn("task_secret", "name", "secret");
    static final Schema SCHEMA = new Schema("task", Tables.class, 1, List.of(FACTS, ANSWER, SECRET));

    <T> T transact(Work<T> work) {
        return store.transact(SCHEMA, work);
    }

    /** On disk when it returns. */
    <T> T durably(Work<T> work) {
        return store.transactDurably(SCHEMA, work);
    }
}
