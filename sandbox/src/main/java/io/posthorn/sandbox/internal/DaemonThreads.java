package io.posthorn.sandbox.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Threads that never keep a JVM alive. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** A pool that grows with the connections it serves. */
    public static ExecutorService pool(String name) {
        return Executors.newCachedThreadPool(work -> daemon(name, work));
    }

    /** One thread for work that comes again and again. */
    public static ScheduledExecutorService ticking(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> daemon(name, work));
    }

    /** Runs the work on a daemon thread and waits for it; threads that it starts are daemons too. */
    public static void run(String name, Runnable work) {
        Thread thread = daemon(name, work);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
