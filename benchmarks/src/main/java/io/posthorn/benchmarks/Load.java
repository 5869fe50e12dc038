package io.posthorn.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * What came of threads that did the same again and again.
 *
 * @param done calls that returned
 * @param failures calls that did not
 * @param firstFailure its words, or empty
 * @param nanos from the start until the last call had ended
 * @param latencies of the calls that returned, in nanoseconds
 */
record Load(long done, long failures, String firstFailure, long nanos, List<Long> latencies) {

    private static final int LONGEST = 160;

    /** What is measured. */
    interface Call {

        /** @param number 0, 1, 2, ... over all threads */
        void run(long number) throws Exception;
    }

    /** For so long, and one call of each thread at least; the calls that have begun by then are finished and counted. A thread whose call fails ends. */
    static Load during(Duration time, int threads, Call call) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        return new Run(threads, Long.MAX_VALUE, end, true, call).load();
    }

    /** So many calls in all, whatever becomes of each. */
    static Load of(long calls, int threads, Call call) throws InterruptedException {
        return new Run(threads, calls, Long.MAX_VALUE, false, call).load();
    }

    double aSecond() {
        return done / (nanos / 1e9);
    }

    /** How long a call took, in milliseconds. */
    double millis(int percentile) {
        List<Long> sorted = latencies.stream().sorted().toList();
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percentile / 100)) / 1e6;
    }

    private static final class Run {

        private final int threads;
        private final long calls;
        private final long end;
        private final boolean endsWithFailure;
        private final Call call;
        private final AtomicLong next = new AtomicLong();
        private final AtomicLong failures = new AtomicLong();
        private final ConcurrentLinkedQueue<String> words = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();

        Run(int threads, long calls, long end, boolean endsWithFailure, Call call) {
            this.threads = threads;
            this.calls = calls;
            this.end = end;
            this.endsWithFailure = endsWithFailure;
            this.call = call;
        }

        Load load() throws InterruptedException {
            List<Thread> running = IntStream.range(0, threads)
                    .mapToObj(i -> new Thread(this::repeat, "load " + i))
                    .toList();
            long begin = System.nanoTime();
            running.forEach(Thread::start);
            for (Thread thread : running) {
                thread.join();
            }
            long nanos = System.nanoTime() - begin;
            String first = words.isEmpty() ? "" : words.peek();
            return new Load(latencies.size(), failures.get(), first, nanos, new ArrayList<>(latencies));
        }

        private void repeat() {
            boolean going;
            do {
                long number = next.getAndIncrement();
                going = number < calls && (once(number) || !endsWithFailure);
            } while (going && System.nanoTime() < end);
        }

        /** The last cause has the server's words; what fits into a cell of a table. */
        private static String words(Throwable failure) {
            Throwable last = failure;
            while (last.getCause() != null) {
                last = last.getCause();
            }
            String line = last.toString().lines().findFirst().orElse("").replace('|', '/');
            return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        }

        private boolean once(long number) {
            long begin = System.nanoTime();
            try {
                call.run(number);
                latencies.add(System.nanoTime() - begin);
                return true;
            } catch (Exception e) {
                failures.incrementAndGet();
                words.add(words(e));
                return false;
            }
        }
    }
}
