package io.posthorn.email.internal;

class OutboxOnH2Test extends OutboxContract {

    @Override
    TemporaryStore newStore() {
        return new TemporaryStore();
    }
}
