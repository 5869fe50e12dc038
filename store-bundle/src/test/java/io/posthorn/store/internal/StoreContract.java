package io.posthorn.store.internal;

import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What every store does, whichever database it is on. */
abstract class StoreContract {

    @TempDir
    Path folder;

    private JdbcStore store;

    /** A store on the same database as the last one of this test, but in a folder that may be another. */
    abstract JdbcStore open(Path keys);

    final JdbcStore store() {
        return store;
    }

    @BeforeEach
    final void openStore() {
        store = open(folder);
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    final void reopen() {
        store.close();
        store = open(folder);
    }

    @Test
    void aValue_isThereAfterReopening() {
        Notes.keep(store, "a", "the secret");
        reopen();
        assertThat(Notes.secret(store, "a")).isEqualTo("the secret");
    }

    @Test
    void workThatFails_leavesNothing() {
        assertThatThrownBy(() -> store.transactDurably(Notes.SCHEMA, connection -> {
                    Notes.insert(connection, "half", null);
                    throw new IllegalArgumentException("stop");
                }))
                .hasMessage("stop");
        assertThat(Notes.count(store)).isZero();
    }

    @Test
    void wrongSql_isAStoreException_thatNamesTheStore() {
        assertThatThrownBy(() -> store.transact(Notes.SCHEMA, connection -> Notes.number(connection, "SELECT nothing")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(store.description());
    }

    @Test
    void deadlocks_areResolvedByRunningAgain() throws Exception {
        Notes.keep(store, "a", "0");
        Notes.keep(store, "b", "0");
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        var one = CompletableFuture.runAsync(() -> crossing("a", "b", bothHoldOne, runs));
        var two = CompletableFuture.runAsync(() -> crossing("b", "a", bothHoldOne, runs));
        one.get(1, TimeUnit.MINUTES);
        two.get(1, TimeUnit.MINUTES);
        assertThat(runs.get()).isGreaterThan(2);
    }

    private void crossing(String first, String second, CyclicBarrier bothHoldOne, AtomicInteger runs) {
        List<String> waited = new ArrayList<>();
        store.transact(Notes.SCHEMA, connection -> {
            runs.incrementAndGet();
            Catalog.update(connection, "UPDATE notes SET author = 'x' WHERE name = ?", first);
            if (waited.isEmpty()) {
                waited.add(first);
                await(bothHoldOne);
            }
            return Catalog.update(connection, "UPDATE notes SET author = 'y' WHERE name = ?", second);
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRowThatAnotherMakesAtTheSameMoment_isFoundByRunningAgain() throws Exception {
        CyclicBarrier bothHaveLooked = new CyclicBarrier(2);
        var one = CompletableFuture.runAsync(() -> insertIfMissing(bothHaveLooked));
        var two = CompletableFuture.runAsync(() -> insertIfMissing(bothHaveLooked));
        one.get(1, TimeUnit.MINUTES);
        two.get(1, TimeUnit.MINUTES);
        assertThat(Notes.count(store)).isEqualTo(1);
    }

    private void insertIfMissing(CyclicBarrier bothHaveLooked) {
        List<String> looked = new ArrayList<>();
        store.transact(Notes.SCHEMA, connection -> {
            int there = Notes.number(connection, "SELECT COUNT(*) FROM notes WHERE name = 'same'");
            if (looked.isEmpty()) {
                looked.add("once");
                await(bothHaveLooked);
            }
            return there == 0 ? Notes.insert(connection, "same", null) : there;
        });
    }

    @Test
    void workThatAlwaysConflicts_endsWithASentence() {
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> store.transact(Notes.SCHEMA, connection -> {
                    runs.incrementAndGet();
                    throw new SQLException("again and again", "40001");
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("again and again");
        assertThat(runs).hasValue(5);
    }

    @Test
    void manyThreadsAtOnce_findTheTablesMade() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = "n" + i;
            all.add(CompletableFuture.runAsync(
                    () -> {
                        awaitQuietly(go);
                        Notes.keep(store, name, name);
                    },
                    task -> new Thread(task).start()));
        }
        go.countDown();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
        assertThat(Notes.count(store)).isEqualTo(20);
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSealedValue_opensInItsPlaceOnly_andHasTheLengthThatThePageSays() {
        String value = "ä".repeat(3000);
        String sealed = store.seal(value, Notes.SECRET, "a");
        assertThat(store.unseal(sealed, Notes.SECRET, "a")).isEqualTo(value);
        assertThat(sealed.length()).isLessThanOrEqualTo(6000 * 4 / 3 + 70);
        assertThat(sealed).isNotEqualTo(store.seal(value, Notes.SECRET, "a"));
        SealedColumn other = new SealedColumn("notes", "name", "other");
        assertThatThrownBy(() -> store.unseal(sealed, Notes.SECRET, "b")).hasMessageContaining("changed, moved");
        assertThatThrownBy(() -> store.unseal(sealed, other, "a")).hasMessageContaining("notes.other/a");
    }

    @Test
    void aSealedValueThatWasChanged_isRefused() {
        String sealed = store.seal("secret", Notes.SECRET, "a");
        for (String wrong :
                List.of("", "secret", sealed + "x", sealed.replaceFirst(".$", ""), sealed.substring(0, 25))) {
            assertThatThrownBy(() -> store.unseal(wrong, Notes.SECRET, "a"))
                    .as(wrong)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("not what was sealed there");
        }
    }

    @Test
    void theGeneratedKey_canBeReadByItsOwnerOnly() throws Exception {
        store.seal("a", Notes.SECRET, "a");
        Path key = folder.resolve("encryption.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        reopen();
        assertThatThrownBy(() -> store.seal("a", Notes.SECRET, "a")).hasMessageContaining("chmod 600");
    }

    @Test
    void aMissingKeyFile_isNamed_andNoOtherIsMade() throws Exception {
        Notes.keep(store, "a", "secret");
        Path key = folder.resolve("encryption.key");
        String id = store.seal("x", Notes.SECRET, "x").split(":")[1];
        byte[] bytes = Files.readAllBytes(key);
        Files.delete(key);
        reopen();
        StoreException refused = catchThrowableOfType(StoreException.class, () -> store.seal("a", Notes.SECRET, "a"));
        assertThat(refused).hasMessageContaining(key.toString()).hasMessageContaining(id);
        assertThat(refused.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(key).doesNotExist();
        assertThat(Notes.count(store)).as("what needs no key still works").isEqualTo(1);

        Files.write(key, bytes);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(Notes.secret(store, "a")).as("without a restart").isEqualTo("secret");
    }

    @Test
    void aForeignOrDamagedKeyFile_isRefused_andLeftAsItIs() throws Exception {
        Notes.keep(store, "a", "secret");
        Path key = folder.resolve("encryption.key");
        String foreign = EncryptionKey.random().secret();
        for (String text : List.of(foreign, "", "not a key!", foreign.substring(4))) {
            Files.writeString(key, text);
            reopen();
            StoreException refused = catchThrowableOfType(StoreException.class, () -> Notes.keep(store, "b", "other"));
            assertThat(refused.getMessage())
                    .as(text)
                    .contains(key.toString())
                    .doesNotContain(text.isEmpty() ? "no such text" : text);
            assertThat(refused.kind()).isEqualTo(Kind.CONFIGURATION);
            assertThat(Files.readString(key)).isEqualTo(text);
            assertThat(Notes.count(store)).isEqualTo(1);
        }
    }

    @Test
    void anUpgrade_keepsWhatWasThere_andANewerDatabaseIsRefused() {
        store.transact(Notes.OLD, connection -> Notes.insert(connection, "old", null));
        reopen();
        String author = store.transact(
                Notes.SCHEMA,
                connection -> Notes.number(connection, "SELECT COUNT(*) FROM notes WHERE author = 'somebody'") + "");
        assertThat(author).isEqualTo("1");
        reopen();
        assertThatThrownBy(() -> store.transact(Notes.OLD, connection -> 1))
                .hasMessageContaining("version 2")
                .hasMessageContaining("version 1");
    }

    @Test
    void aScriptThatFails_isRunAgain() {
        Schema broken = new Schema("broken", Notes.class, 2, List.of());
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> store.transact(broken, connection -> 1))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("has refused");
        }
        Schema first = new Schema("broken", Notes.class, 1, List.of());
        assertThat(store.<Integer>transact(
                        first, connection -> Notes.number(connection, "SELECT COUNT(*) FROM broken")))
                .isEqualTo(1);
    }

    @Test
    void rekey_sealsEverythingAnew_alsoOfSchemasThatNobodyHasTouchedSince() throws Exception {
        for (int i = 0; i < 450; i++) {
            Notes.keep(store, "n" + i, "secret " + i);
        }
        store.transact(Notes.SCHEMA, connection -> Notes.insert(connection, "none", null));
        String before = Notes.sealed(store, "n7");
        String oldKey = Files.readString(folder.resolve("encryption.key"));
        reopen();
        assertThat(store.rekey()).isEqualTo(450);
        assertThat(Notes.sealed(store, "n7").split(":")[1]).isNotEqualTo(before.split(":")[1]);
        assertThat(Notes.secret(store, "n449")).isEqualTo("secret 449");
        assertThat(Files.readString(folder.resolve("encryption.key")))
                .doesNotContain(oldKey.lines().skip(1).findFirst().orElseThrow());
        reopen();
        assertThat(Notes.secret(store, "n7")).isEqualTo("secret 7");
        assertThatThrownBy(() -> store.unseal(before, Notes.SECRET, "n7"))
                .hasMessageContaining(before.split(":")[1])
                .hasMessageContaining("Previous Encryption Keys");
    }

    @Test
    void rekeyThatWasCutOff_isDoneByTheNext() throws Exception {
        for (int i = 0; i < 3; i++) {
            Notes.keep(store, "n" + i, "secret " + i);
        }
        Notes.keep(store, "damaged", "x");
        String sealed = Notes.sealed(store, "damaged");
        write("damaged", "damaged");
        assertThatThrownBy(store::rekey).hasMessageContaining("notes.secret/damaged");
        assertThat(Notes.secret(store, "n1")).isEqualTo("secret 1");
        Notes.keep(store, "meanwhile", "new");
        reopen();
        assertThat(Notes.secret(store, "n1")).isEqualTo("secret 1");
        assertThat(Notes.secret(store, "meanwhile")).isEqualTo("new");
        write("damaged", sealed);
        assertThat(store.rekey()).isEqualTo(5);
        reopen();
        assertThat(Notes.secret(store, "n1")).isEqualTo("secret 1");
        assertThat(Notes.secret(store, "damaged")).isEqualTo("x");
    }

    private void write(String name, String sealed) {
        store.transact(
                Notes.SCHEMA,
                connection -> Catalog.update(connection, "UPDATE notes SET secret = ? WHERE name = ?", sealed, name));
    }

    @Test
    void rekeyWhileOthersWrite_losesNoValue() throws Exception {
        CountDownLatch some = new CountDownLatch(50);
        CompletableFuture<Integer> writer = CompletableFuture.supplyAsync(() -> {
            for (int i = 0; i < 200; i++) {
                Notes.keep(store, "n" + i, "secret " + i);
                some.countDown();
            }
            return 200;
        });
        awaitQuietly(some);
        store.rekey();
        assertThat(writer.get(1, TimeUnit.MINUTES)).isEqualTo(200);
        reopen();
        for (int i = 0; i < 200; i++) {
            assertThat(Notes.secret(store, "n" + i)).isEqualTo("secret " + i);
        }
    }

    @Test
    void closing_waitsForTheRunningTransaction() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Void> work =
                CompletableFuture.runAsync(() -> store.transactDurably(Notes.SCHEMA, connection -> {
                    inside.countDown();
                    awaitQuietly(go);
                    return Notes.insert(connection, "late", null);
                }));
        awaitQuietly(inside);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(store::close);
        assertThat(closing).isNotDone();
        go.countDown();
        work.get(1, TimeUnit.MINUTES);
        closing.get(1, TimeUnit.MINUTES);
        assertThatThrownBy(() -> Notes.count(store))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is closed");
        reopen();
        assertThat(Notes.count(store)).isEqualTo(1);
    }
}
