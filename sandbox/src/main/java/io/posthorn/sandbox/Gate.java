package io.posthorn.sandbox;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Holds answers back until a test lets them go, so that no test needs to sleep. Opened once, it stays open. */
public final class Gate {
    private static final int PATIENCE_SECONDS = 60;

    private final CountDownLatch opened = new CountDownLatch(1);
    private final Semaphore arrived = new Semaphore(0);

    /**
     * Waits until so many more answers are held back than at the last call.
     *
     * @throws IllegalStateException if they have not come within a minute
     */
    public void awaitArrivals(int count) throws InterruptedException {
        if (!arrived.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Only " + arrived.availablePermits() + " of " + count + " came");
        }
    }

    /** Lets everything go that is held back or yet to come. */
    public void open() {
        opened.countDown();
    }

    /** Stands before the gate until it is opened. The sandbox calls this. */
    public void pass() throws InterruptedException {
        arrived.release();
        opened.await();
    }
}
