package io.posthorn.email.internal.outbox;

import io.posthorn.store.Schema;

/** For tests that look at the tables themselves. */
public final class OutboxRows {

    /** The outbox's. */
    public static final Schema SCHEMA = Tables.SCHEMA;

    private OutboxRows() {}
}
