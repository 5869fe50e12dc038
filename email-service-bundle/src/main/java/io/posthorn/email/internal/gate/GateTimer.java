package io.posthorn.email.internal.gate;

import java.time.Duration;

/** Runs the gate's work, at once or later. */
public interface GateTimer extends AutoCloseable {

    /**
     * A few threads, which end with it.
     *
     * @param speed how many seconds pass in one; 1 except in tests and benchmarks whose clock runs faster, too
     * @return a new one
     */
    static GateTimer threads(int speed) {
        return new ThreadTimer(speed);
    }

    /**
     * Does it soon, in another thread.
     *
     * @param work returns within the time of a transaction
     */
    void run(Runnable work);

    /**
     * Does it later.
     *
     * @param delay from now, 0 or more
     * @param work as for {@link #run}
     * @return to be run if it shall not be done; does nothing once it was
     */
    Runnable after(Duration delay, Runnable work);

    /** What was not begun is not done. */
    @Override
    void close();
}
