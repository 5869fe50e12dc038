package io.posthorn.store.internal;

import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Compares the keys that are here with those that the database bears, before any of them is used. */
final class Seals {

    private final Keys keys;
    private final Database database;

    Seals(Keys keys, Database database) {
        this.keys = keys;
        this.database = database;
    }

    Keys keys() {
        return keys;
    }

    /**
     * The keys for this database, whose ids it bears from now on.
     *
     * @throws StoreException if they do not fit
     */
    Sealing open(Connection connection) throws SQLException {
        if (database.isExclusive()) {
            Catalog.dropUnusedKeys(connection);
        }
        Set<String> used = Catalog.keys(connection);
        Keyring ring = keys.ring(used);
        List<String> missing = used.stream().filter(id -> ring.find(id) == null).toList();
        if (!missing.isEmpty()) {
            throw new StoreException(
                    Kind.CONFIGURATION,
                    "The store is sealed with key " + String.join(", ", missing) + ", which is not here; nothing is"
                            + " sealed with another, " + ring.current() + ". " + keys.whereToPut(),
                    null);
        }
        Catalog.addKey(connection, ring.current().id());
        return sealing(ring);
    }

    Sealing sealing(Keyring ring) {
        return new Sealing(ring, keys.whereToPut());
    }
}
