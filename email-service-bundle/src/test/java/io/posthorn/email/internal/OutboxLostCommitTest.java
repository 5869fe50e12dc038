package io.posthorn.email.internal;

import io.posthorn.email.Email;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.OutboxEntry.State;
import io.posthorn.email.internal.outbox.OutboxComponent;
import io.posthorn.email.internal.outbox.Outboxes;
import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.Store;
import io.posthorn.store.StoreException;
import org.junit.jupiter.api.Test;

import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** The connection to the database breaks after a commit and before its answer. */
class OutboxLostCommitTest {

    /** Says of one durable commit of the threads that send that it failed, though it did not. */
    private record Forgetful(Store store, int which, AtomicInteger commits) implements Store {

        @Override
        public <T> T transact(Schema schema, Work<T> work) {
            return store.transact(schema, work);
        }

        @Override
        public <T> T transactDurably(Schema schema, Work<T> work) {
            T result = store.transactDurably(schema, work);
            boolean sends = Thread.currentThread().getName().matches("posthorn-outbox-\\d+");
            if (sends && commits.incrementAndGet() == which) {
                throw new StoreException(StoreException.Kind.UNAVAILABLE, "The answer to a commit is lost.", null);
            }
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
            return store.isExclusive();
        }

        @Override
        public String description() {
            return store.description();
        }
    }

    private static OutboxEntry ended(int lostCommit) throws InterruptedException {
        try (Stand stand = new Stand()) {
            AtomicInteger commits = new AtomicInteger();
            OutboxComponent outbox =
                    Outboxes.quick(new Forgetful(stand.store.store(), lostCommit, commits), InstantSource.system());
            try {
                BlockingQueue<OutboxEntry> ends = new LinkedBlockingQueue<>();
                outbox.onEnd(ends::add);
                Email mail = Email.builder()
                        .from(stand.alice.address())
                        .to(stand.sandbox.user("bob").address())
                        .subject("Hello")
                        .build();
                stand.service(stand.page(), outbox).submit(mail, "");
                OutboxEntry end = ends.poll(60, TimeUnit.SECONDS);
                assertThat(end).as("somebody is told of its end").isNotNull();
                assertThat(commits).hasValueGreaterThanOrEqualTo(lostCommit);
                assertThat(stand.sandbox.messages(stand.sandbox.user("bob"))).hasSize(1);
                return end;
            } finally {
                outbox.deactivate();
            }
        }
    }

    @Test
    void theAnswerToTheFence_isLost_andTheMailGoesOutOnce() throws Exception {
        assertThat(ended(1).state()).isEqualTo(State.SENT);
    }

    @Test
    void theAnswerToTheEndOfAMail_isLost_andItsEndIsToldAllTheSame() throws Exception {
        assertThat(ended(2).state()).isEqualTo(State.SENT);
    }
}
