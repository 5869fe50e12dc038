package io.posthorn.benchmarks;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What came of many threads that did the same at the same moment.
 *
 * @param results each counted once
 * @param failures how many threads got an exception instead
 * @param millis from the start to the last answer
 */
record Crowd(Set<String> results, long failures, long millis) {

    static Crowd of(int threads, Callable<String> work) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch ready = new CountDownLatch(threads);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<String>> running = IntStream.range(0, threads)
                    .mapToObj(i -> pool.submit(() -> {
                        ready.countDown();
                        start.await();
                        return work.call();
                    }))
                    .toList();
            ready.await();
            long begin = System.nanoTime();
            start.countDown();
            List<String> answers = running.stream().map(Crowd::answer).toList();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            Set<String> results =
                    answers.stream().filter(answer -> !answer.isEmpty()).collect(Collectors.toSet());
            return new Crowd(results, answers.stream().filter(String::isEmpty).count(), millis);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Empty for a failure. */
    private static String answer(Future<String> running) {
        try {
            return running.get();
        } catch (ExecutionException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public String toString() {
        return "Crowd[" + results.size() + " results, " + failures + " failures, " + millis + " ms]";
    }
}
