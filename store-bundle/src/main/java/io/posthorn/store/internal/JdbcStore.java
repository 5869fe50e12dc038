package io.posthorn.store.internal;

import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** A store on a database. It is opened by the first call that can. */
final class JdbcStore implements OpenStore {

    private static final Logger log = LoggerFactory.getLogger(JdbcStore.class);

    /** For running transactions when the store is closed. */
    private static final long PATIENCE_SECONDS = 20;

    private final Database database;
    private final Seals seals;
    private final Failures failures;

    /** Held for reading by transactions; for writing by what must be alone. */
    private final ReadWriteLock running = new ReentrantReadWriteLock();

    /** One at a time, and closing waits for it too. */
    private final Lock rekeying = new ReentrantLock();

    private final Set<Schema> ready = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Transactions opened;
    private volatile @Nullable Sealing sealing;
    private volatile boolean closed;

    JdbcStore(Database database, Keys keys) {
        this.database = database;
        this.seals = new Seals(keys, database);
        this.failures = new Failures(database.description());
    }

    @Override
    public <T> T transact(Schema schema, Work<T> work) {
        return run(schema, work, false);
    }

    @Override
    public <T> T transactDurably(Schema schema, Work<T> work) {
        return run(schema, work, true);
    }

    private <T> T run(Schema schema, Work<T> work, boolean durably) {
        if (!enter()) {
            throw Transactions.closed(database);
        }
        try {
            Transactions transactions = open();
            bring(transactions, schema);
            return transactions.run(work, durably);
        } finally {
            leave();
        }
    }

    /**
     * Keeps the store open until {@link #leave}.
     *
     * @return false if it is closed
     */
    boolean enter() {
        running.readLock().lock();
        boolean isOpen = !closed; // read once: it may be closed between two looks
        if (!isOpen) {
            running.readLock().unlock();
        }
        return isOpen;
    }

    void leave() {
        running.readLock().unlock();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String seal(String value, SealedColumn column, String row) {
        return sealing().seal(value, column.place(row));
    }

    @Override
    public String unseal(String sealed, SealedColumn column, String row) {
        return sealing().unseal(sealed, column.place(row));
    }

    @Override
    public boolean isExclusive() {
        open();
        return database.isExclusive();
    }

    @Override
    public String description() {
        return database.description();
    }

    /**
     * Seals every value with a new key, or with the one of the page. Not within a transaction, for which it would wait.
     *
     * @return how many values it was
     */
    int rekey() {
        rekeying.lock();
        try {
            return rekeyAlone();
        } finally {
            rekeying.unlock();
        }
    }

    private int rekeyAlone() {
        if (closed) {
            throw Transactions.closed(database);
        }
        Transactions transactions = open();
        Keyring old = sealing().ring();
        Sealing now = seals.sealing(alone(() -> {
            Keyring ring = seals.keys().renewed(old);
            sealing = seals.sealing(ring);
            return ring;
        }));
        String id = now.ring().current().id();
        transactions.runAlone(connection -> {
            Catalog.addKey(connection, id);
            return id;
        });
        Rekey rekey = new Rekey(transactions, now);
        int values = rekey.all();
        // Once more, with nobody else writing: for what was sealed before the key changed, and stored after.
        return values + alone(() -> settle(transactions, rekey, now.ring()));
    }

    private int settle(Transactions transactions, Rekey rekey, Keyring ring) {
        int late = rekey.all();
        transactions.runAlone(connection -> {
            Catalog.keepOneKey(connection, ring.current().id());
            return late;
        });
        sealing = seals.sealing(seals.keys().settled(ring));
        return late;
    }

    private <T> T alone(Supplier<T> work) {
        running.writeLock().lock();
        try {
            return work.get();
        } finally {
            running.writeLock().unlock();
        }
    }

    private Transactions open() {
        Transactions transactions = opened;
        return transactions == null ? openFirst() : transactions;
    }

    private synchronized Transactions openFirst() {
        Transactions transactions = opened;
        if (transactions == null) {
            transactions = new Transactions(database, dialect(), this::isClosed);
            transactions.runAlone(connection -> {
                Catalog.make(connection);
                return connection;
            });
            trySealing(transactions);
            opened = transactions;
        }
        return transactions;
    }

    private Dialect dialect() {
        try (Connection connection = database.connect()) {
            Transactions.prepare(connection);
            Dialect dialect = Dialect.of(connection, database.description());
            connection.rollback();
            return dialect;
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    /** Before any work runs, so that sealing within it needs no second connection. */
    private void trySealing(Transactions transactions) {
        try {
            sealing = transactions.runAlone(seals::open);
        } catch (StoreException e) {
            // What needs a key will try again, and fail with the same sentence.
            log.warn("Nothing can be sealed in the store ({}): {}", description(), e.getMessage());
        }
    }

    private Sealing sealing() {
        Transactions transactions = open();
        Sealing usable = sealing;
        return usable == null ? sealingAgain(transactions) : usable;
    }

    private synchronized Sealing sealingAgain(Transactions transactions) {
        Sealing usable = sealing;
        if (usable == null) {
            usable = transactions.runAlone(seals::open);
            sealing = usable;
        }
        return usable;
    }

    private void bring(Transactions transactions, Schema schema) {
        if (!ready.contains(schema)) {
            synchronized (ready) { // H2 commits between its changes of tables, and two such would wait for each other
                if (!ready.contains(schema)) {
                    transactions.runAlone(connection -> {
                        Catalog.bring(connection, schema);
                        return schema;
                    });
                    ready.add(schema);
                }
            }
        }
    }

    @Override
    public void close() {
        boolean settled = isTaken(rekeying);
        boolean alone = isTaken(running.writeLock());
        closed = true;
        try {
            database.close();
        } finally {
            if (alone) {
                running.writeLock().unlock();
            }
            if (settled) {
                rekeying.unlock();
            }
        }
    }

    private static boolean isTaken(Lock lock) {
        try {
            return lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
