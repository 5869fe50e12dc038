package io.posthorn.email.internal.gate;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A timer of a few threads. */
final class ThreadTimer implements GateTimer {

    /** Mailboxes whose transactions may run at the same moment. */
    private static final int THREADS = 4;

    private static final long PATIENCE_SECONDS = 10;
    private static final Duration FAR = Duration.ofDays(365);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ScheduledThreadPoolExecutor threads;
    private final int speed;

    ThreadTimer(int speed) {
        this.speed = speed;
        this.threads = new ScheduledThreadPoolExecutor(THREADS, ThreadTimer::thread);
        threads.setRemoveOnCancelPolicy(true);
        threads.setKeepAliveTime(1, TimeUnit.MINUTES);
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "posthorn-gate-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void run(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) { // it is closing: what is left is done here
            work.run();
        }
    }

    @Override
    public Runnable after(Duration delay, Runnable work) {
        Duration near = delay.compareTo(FAR) < 0 ? delay : FAR;
        try {
            ScheduledFuture<?> later = threads.schedule(work, near.toNanos() / speed, TimeUnit.NANOSECONDS);
            return () -> later.cancel(false);
        } catch (RejectedExecutionException e) { // it is closing: nobody waits any more
            return () -> {};
        }
    }

    /** Waits for transactions that run; nobody is interrupted in one. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
