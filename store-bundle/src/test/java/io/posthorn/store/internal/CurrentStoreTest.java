package io.posthorn.store.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** What happens to calls while the page changes. */
class CurrentStoreTest {

    @TempDir
    Path first;

    @TempDir
    Path second;

    private final CurrentStore current = new CurrentStore();

    @Test
    void aRunningTransaction_endsWhereItBegan_withItsKeys_whileOthersGoOnWithTheNewStore() throws Exception {
        current.replace(store(first));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Void> work =
                CompletableFuture.runAsync(() -> current.call(old -> old.transactDurably(Notes.SCHEMA, connection -> {
                    inside.countDown();
                    StoreContract.awaitQuietly(go);
                    String sealed = current.call(store -> store.seal("late", Notes.SECRET, "late"));
                    return Notes.insert(connection, "late", sealed);
                })));
        StoreContract.awaitQuietly(inside);
        CompletableFuture<Void> change = CompletableFuture.runAsync(() -> current.replace(store(second)));
        while (!current.description().endsWith(second.toString())) {
            Thread.onSpinWait();
        }
        assertThat(current.<Integer>call(Notes::count)).isZero();
        assertThat(change).isNotDone();
        go.countDown();
        work.get(1, TimeUnit.MINUTES);
        change.get(1, TimeUnit.MINUTES);
        current.replace(store(first));
        assertThat(current.<String>call(store -> Notes.secret(store, "late"))).isEqualTo("late");
        current.replace(null);
    }

    @Test
    void aCallBetweenTwoPages_waitsForTheNext() throws Exception {
        CompletableFuture<Integer> call = CompletableFuture.supplyAsync(() -> current.call(Notes::count));
        assertThat(current.description()).isEqualTo("none at the moment");
        current.replace(store(first));
        assertThat(call.get(1, TimeUnit.MINUTES)).isZero();
        current.replace(null);
    }

    private static JdbcStore store(Path folder) {
        return (JdbcStore) Stores.embedded(folder);
    }
}
