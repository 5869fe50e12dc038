package io.posthorn.email.internal.outbox;

import io.posthorn.email.internal.Limits;
import io.posthorn.email.internal.outbox.Deliveries.Hold;
import io.posthorn.email.internal.outbox.Deliveries.Round;
import io.posthorn.email.internal.outbox.Delivery.Ready;
import io.posthorn.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Takes what is due from the outbox and sends it, as many mails at once as the mailbox has connections. */
final class Dispatcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    /** Where the page sets no limit. */
    private static final int MANY = 10;

    private static final long PATIENCE_SECONDS = 20;

    private final Tables tables;
    private final Deliveries deliveries;
    private final Delivery delivery;
    private final DoubtSearch search;
    private final Tidying tidying;
    private final Entries entries;
    private final Endings endings;
    private final Rhythm rhythm;
    private final CountDownLatch stopping;

    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(this::thread);
    private final Semaphore woken = new Semaphore(0);
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final Set<String> searched = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "posthorn-outbox");

    /** By the mailbox whose mail they send. */
    private final Map<String, SendingPage> pages = new ConcurrentHashMap<>();

    /** Held while mail is claimed for a page. */
    private final Lock serving = new ReentrantLock();

    private volatile OutboxLimits limits = OutboxLimits.DEFAULT;

    // Of the thread alone.
    private final Set<String> settled = new HashSet<>();
    private long nextTidy;
    private long nextSettling;
    private String trouble = "";

    private record Running(String mailbox, Ready ready, Thread thread) {}

    Dispatcher(
            Tables tables,
            Deliveries deliveries,
            Delivery delivery,
            DoubtSearch search,
            Tidying tidying,
            Entries entries,
            Endings endings,
            Rhythm rhythm,
            CountDownLatch stopping) {
        this.tables = tables;
        this.deliveries = deliveries;
        this.delivery = delivery;
        this.search = search;
        this.tidying = tidying;
        this.entries = entries;
        this.endings = endings;
        this.rhythm = rhythm;
        this.stopping = stopping;
        nextTidy = tables.now() + rhythm.lease().toMillis(); // what waits goes first
        thread.setDaemon(true);
    }

    private Thread thread(Runnable work) {
        Thread sender = new Thread(work, "posthorn-outbox-" + number.incrementAndGet());
        sender.setDaemon(true);
        return sender;
    }

    void start() {
        thread.start();
    }

    /** A person has put it right. */
    void endRest(String mailbox) {
        SendingPage now = pages.get(mailbox);
        if (now != null) {
            now.endRest();
        }
    }

    void bound(OutboxLimits bounds) {
        limits = bounds;
    }

    /** From now on, mail of its mailbox goes out by this page. What is being sent ends by the one before. */
    void sendBy(SendingPage now) {
        pages.put(now.mailbox(), now);
        threads.execute(() -> {
            try { // what has failed by the old page may succeed by the new one
                deliveries.endRest(now.mailbox());
            } catch (StoreException e) {
                log.debug("The mailbox goes on resting: {}", e.getMessage());
            }
            wake();
        });
    }

    /** When this returns, the page takes no more mail; unless the store keeps its last look at it waiting. */
    void sendNoMore(SendingPage old) {
        pages.remove(old.mailbox(), old);
        try {
            if (serving.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                serving.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    OutboxLimits limits() {
        return limits;
    }

    /** There may be something to do. */
    void wake() {
        woken.release();
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                round();
                trouble = "";
            } catch (StoreException e) {
                say(String.valueOf(e.getMessage()));
            } catch (RuntimeException | Error e) { // nothing may end this thread but the end
                log.warn("A fault in the outbox; it goes on.", e);
            }
            await();
        }
    }

    private void say(String message) {
        if (!message.equals(trouble)) {
            log.warn("No mail of the outbox goes out for now: {}", message);
            trouble = message;
        }
    }

    private void await() {
        try {
            if (woken.tryAcquire(rhythm.poll().toMillis(), TimeUnit.MILLISECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException e) {
            log.debug("Nobody interrupts this thread for anything.", e);
        }
    }

    private void round() {
        pages.forEach(this::serveIfThere);
        settleOthers();
        tidy();
    }

    private void serveIfThere(String mailbox, SendingPage page) {
        serving.lock();
        try {
            if (pages.get(mailbox) == page) {
                serve(page, mailbox, page.limits());
            }
        } finally {
            serving.unlock();
        }
    }

    private void serve(SendingPage now, String mailbox, Limits bounds) {
        int most = bounds.connections() == 0 ? MANY : bounds.connections();
        int busy = busy(mailbox);
        Round round = deliveries.next(mailbox, most - busy, busy);
        if (round.hold() == Hold.OTHERS) {
            settled.remove(mailbox);
            return;
        }
        if (round.hold() == Hold.TAKEN || !settled.contains(mailbox)) {
            settle(mailbox);
            settled.add(mailbox);
        }
        if (round.hold() == Hold.TAKEN) {
            round = deliveries.next(mailbox, most - busy, busy);
        }
        round.claimed().forEach(entry -> send(now, entry, bounds.recipientsPerMessage()));
        round.doubtful().forEach(entry -> search(now, entry));
    }

    private int busy(String mailbox) {
        return (int) running.values().stream()
                .filter(one -> one.mailbox().equals(mailbox))
                .count();
    }

    private void settle(String mailbox) {
        for (Entry entry : deliveries.settle(mailbox)) {
            endings.tell(entries.entry(entry));
        }
    }

    /** Mail of mailboxes that no page serves any more must not look as if it were being sent for ever. */
    private void settleOthers() {
        if (tables.now() >= nextSettling) {
            nextSettling = tables.now() + rhythm.lease().toMillis();
            deliveries.orphaned().forEach(this::settle);
        }
    }

    private void tidy() {
        if (tables.now() >= nextTidy) {
            nextTidy = tables.now() + rhythm.tidy().toMillis();
            tidying.tidy(limits.keep());
        }
    }

    private void send(SendingPage by, Entry entry, int mostRecipients) {
        CountDownLatch begun = new CountDownLatch(1);
        threads.execute(() -> {
            try {
                delivery.prepare(entry, mostRecipients).ifPresent(ready -> {
                    running.put(entry.id(), new Running(by.mailbox(), ready, Thread.currentThread()));
                    begun.countDown();
                    delivery.send(by, ready);
                });
            } catch (StoreException e) {
                log.warn("What came of the mail {} is not written: {}", entry.id(), e.getMessage());
            } finally {
                begun.countDown();
                running.remove(entry.id());
                wake();
            }
        });
        try {
            begun.await(); // so that it counts among those that run
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void search(SendingPage by, Entry entry) {
        if (searched.add(entry.id())) {
            threads.execute(() -> {
                try {
                    search.look(by, entry);
                } finally {
                    searched.remove(entry.id());
                    wake();
                }
            });
        }
    }

    /** Lets what has begun come to its end, and the rest wait where it was. */
    @Override
    public void close() {
        stopping.countDown();
        wake();
        running.values().stream()
                .filter(one -> !one.ready().mail().isBegun())
                .forEach(one -> one.thread().interrupt());
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            threads.shutdown(); // after the one that hands work to them
            if (threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS) && !thread.isAlive()) {
                deliveries.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreException e) {
            log.debug("The lease runs out by itself: {}", e.getMessage());
        }
    }
}
