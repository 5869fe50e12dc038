package io.posthorn.oauth.internal;

import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.Store;
import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;

import java.sql.SQLException;

/** A real store that fails when it is told to, at moments that a real disk cannot be made to choose. */
final class UnreliableStore implements Store, AutoCloseable {

    private final Store real;
    private volatile boolean failing;
    private volatile boolean keyless;
    private volatile boolean ambiguous;

    UnreliableStore(Store real) {
        this.real = real;
    }

    void failCommits(boolean on) {
        failing = on;
    }

    /** The next commit succeeds, and its caller is told otherwise, as when a connection breaks at that moment. */
    void loseNextAnswer() {
        ambiguous = true;
    }

    void loseKey(boolean on) {
        keyless = on;
    }

    @Override
    public <T> T transact(Schema schema, Work<T> work) {
        return real.transact(schema, work);
    }

    @Override
    public <T> T transactDurably(Schema schema, Work<T> work) {
        if (failing) {
            return real.transactDurably(schema, connection -> {
                work.in(connection);
                throw new SQLException("the disk is full");
            });
        }
        T result = real.transactDurably(schema, work);
        if (ambiguous) {
            ambiguous = false;
            throw new StoreException(Kind.UNAVAILABLE, "The connection broke while it committed.", null);
        }
        return result;
    }

    @Override
    public String seal(String value, SealedColumn column, String row) {
        if (keyless) {
            throw new StoreException(Kind.CONFIGURATION, "There is no usable key.", null);
        }
        return real.seal(value, column, row);
    }

    @Override
    public String unseal(String sealed, SealedColumn column, String row) {
        return real.unseal(sealed, column, row);
    }

    @Override
    public boolean isExclusive() {
        return real.isExclusive();
    }

    @Override
    public String description() {
        return real.description();
    }

    @Override
    public void close() {
        failing = false;
        keyless = false;
    }
}
