package io.posthorn.benchmarks;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cached reads, ours and MSAL4J's, in one run of JMH, and their ratios.
 *
 * @param forks JVMs for each; 0 for none of their own
 * @param iterations of warm-up, and then of measurement
 * @param time of each
 * @param threads how many ask at once, one after the other
 */
record CachedTokens(int forks, int iterations, TimeValue time, int... threads) {

    private static final String OURS = "posthorn";

    void run(PrintStream out) throws RunnerException {
        Map<Integer, Collection<RunResult>> results = new TreeMap<>();
        for (int count : threads) {
            results.put(count, new Runner(options(count).build()).run());
        }
        try (Table table = new Table(
                out,
                "Cached token",
                "Threads",
                "p50, ns",
                "p99, ns",
                "p50 / ours",
                "p99 / ours",
                "Bytes a call",
                "Calls sampled")) {
            results.forEach((count, compared) -> {
                Statistics ours = ours(compared);
                compared.forEach(result -> compare(result, ours, count, table));
            });
        }
    }

    private static Statistics ours(Collection<RunResult> results) {
        return times(results.stream()
                .filter(result -> name(result).equals(OURS))
                .findFirst()
                .orElseThrow());
    }

    private ChainedOptionsBuilder options(int count) {
        return new OptionsBuilder()
                .include("\\b" + CachedToken.class.getSimpleName() + "\\.")
                .threads(count)
                .forks(forks)
                .warmupIterations(iterations)
                .warmupTime(time)
                .measurementIterations(iterations)
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
    }

    private static void compare(RunResult result, Statistics ours, int count, Table table) {
        Statistics times = times(result);
        table.row(
                name(result),
                count,
                round(times.getPercentile(50)),
                round(times.getPercentile(99)),
                ratio(times, ours, 50),
                ratio(times, ours, 99),
                name(result).equals("msal4j") ? "not counted" : allocated(result),
                times.getN());
    }

    private static String name(RunResult result) {
        return result.getPrimaryResult().getLabel();
    }

    private static Statistics times(RunResult result) {
        return result.getPrimaryResult().getStatistics();
    }

    private static String round(double nanos) {
        return String.format("%,.0f", nanos);
    }

    private static String ratio(Statistics times, Statistics ours, double percentile) {
        return String.format("%,.1f", times.getPercentile(percentile) / ours.getPercentile(percentile));
    }

    /** Of the threads that JMH started; what a thread allocated that has ended is lost. */
    private static String allocated(RunResult result) {
        for (String measured : result.getSecondaryResults().keySet()) {
            if (measured.endsWith("gc.alloc.rate.norm")) {
                return String.format(
                        "%,.3f", result.getSecondaryResults().get(measured).getScore());
            }
        }
        return "unknown";
    }
}
