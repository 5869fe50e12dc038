package io.posthorn.endpoint.internal.work;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A wait that others can end. */
final class Rest {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean wake;

    /** @return false if it was ended early */
    boolean rest(Duration duration) throws InterruptedException {
        lock.lock();
        try {
            long left = duration.toNanos();
            while (!wake && left > 0) {
                left = woken.awaitNanos(left);
            }
            boolean over = !wake;
            wake = false;
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a rest, or the next one if nobody rests. */
    void wake() {
        lock.lock();
        try {
            wake = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
