package io.posthorn.task.internal.reply;

import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.Store;
import io.posthorn.store.Store.Work;
import io.posthorn.store.StoreException;

import java.sql.SQLException;
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

    private static final String UNIQUE_VIOLATION = "23505";
    private static final int ATTEMPTS = 3;

    <T> T transact(Work<T> work) {
        return store.transact(SCHEMA, work);
    }

    /** On disk when it returns. Two servers may insert the same row at once: the slower one finds that of the other. */
    <T> T durably(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return store.transactDurably(SCHEMA, work);
            } catch (StoreException e) {
                if (attempt == ATTEMPTS
                        || !(e.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState()))) {
                    throw e;
                }
            }
        }
    }
}
