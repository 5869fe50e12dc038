package io.posthorn.email.internal;

class OutboxOnPostgresTest extends OutboxContract {

    @Override
    TemporaryStore newStore() {
        return new TemporaryStore(Postgres::newStore);
    }
}
