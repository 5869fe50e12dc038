package io.posthorn.store.internal;

import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;

import java.sql.Connection;
import java.util.Set;

/**
 * What there is instead of a database and keys while the page is wrong.
 *
 * @param sentence of the page
 */
record WrongPage(String sentence) implements Database, Keys {

    @Override
    public Connection connect() {
        throw refusal();
    }

    @Override
    public Keyring ring(Set<String> used) {
        throw refusal();
    }

    @Override
    public Keyring renewed(Keyring ring) {
        throw refusal();
    }

    @Override
    public Keyring settled(Keyring ring) {
        throw refusal();
    }

    @Override
    public String whereToPut() {
        return sentence;
    }

    @Override
    public String description() {
        return "none, because the " + StorePage.PAGE.name() + " is wrong";
    }

    @Override
    public boolean isExclusive() {
        throw refusal();
    }

    @Override
    public void close() {}

    private StoreException refusal() {
        return new StoreException(Kind.CONFIGURATION, sentence, null);
    }
}
