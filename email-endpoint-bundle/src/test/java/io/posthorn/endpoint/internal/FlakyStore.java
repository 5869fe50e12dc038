package io.posthorn.endpoint.internal;

import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.StoreException;
import io.posthorn.store.internal.OpenStore;

/** A store that can be away for a while: before a transaction, or after it, so that nobody knows that it was committed. */
final class FlakyStore implements OpenStore {

    private final OpenStore store;
    private volatile boolean away;
    private volatile boolean forgetful;

    FlakyStore(OpenStore store) {
        this.store = store;
    }

    void away(boolean on) {
        away = on;
    }

    void forgetful(boolean on) {
        forgetful = on;
    }

    private void check(boolean fails) {
        if (fails) {
            throw new StoreException(StoreException.Kind.UNAVAILABLE, "The store is away.", null);
        }
    }

    @Override
    public <T> T transact(Schema schema, Work<T> work) {
        check(away);
        return store.transact(schema, work);
    }

    @Override
    public <T> T transactDurably(Schema schema, Work<T> work) {
        check(away);
        T result = store.transactDurably(schema, work);
        check(forgetful);
        return result;
    }

    @Override
    public String seal(String value, SealedColumn column, String row) {
        return store.seal(value, column, row);
    }

    @Override
    public String unseal(String sealed, SealedColumn column, String row) {
        return store.unseal(sealed, column, row);
    }

    @Override
    public boolean isExclusive() {
        check(away);
        return store.isExclusive();
    }

    @Override
    public String description() {
        return store.description();
    }

    @Override
    public void close() {
        store.close();
    }
}
