package io.posthorn.endpoint.internal.ledger;

import io.posthorn.store.Sql;
import io.posthorn.store.Store;

import java.util.List;

/** What the ledger holds, for tests. */
public final class LedgerRows {

    private LedgerRows() {}

    /** A mail's. */
    public record Entry(String id, State state, int attempt) {}

    public static List<Entry> all(Store store) {
        return store
                .transact(Tables.SCHEMA, connection -> Sql.list(connection, "SELECT * FROM endpoint_mail", Row::of))
                .stream()
                .map(row -> new Entry(row.id(), row.state(), row.attempt()))
                .toList();
    }
}
