package io.posthorn.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** Memory that is in use once everything is gone that can go. */
final class Heap {

    /** A collection takes some milliseconds, the last of those threads some seconds. */
    private static final int ROUNDS = 3_000;

    private static final double SAME = 0.0005;

    private Heap() {}

    static long used() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long last = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            memory.gc();
            long used = memory.getHeapMemoryUsage().getUsed();
            if (!httpClientsAreThere() && last - used < used * SAME) {
                return used;
            }
            last = used;
        }
        throw new IllegalStateException("The memory in use does not come to rest.");
    }

    /** Each request has a java.net.http client of its own; its thread ends some seconds after nobody holds the client. */
    private static boolean httpClientsAreThere() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("HttpClient-"));
    }
}
