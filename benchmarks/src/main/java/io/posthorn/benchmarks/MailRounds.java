package io.posthorn.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One sender's rounds with one kind of mail. */
final class MailRounds {

    private final List<One> rounds = new ArrayList<>();

    /**
     * A round.
     *
     * @param load what the sender says
     * @param accepted what the server says
     */
    record One(Load load, long accepted) {}

    void add(One round) {
        rounds.add(round);
    }

    /** Whether the server has accepted just what was sent; otherwise there is no figure. */
    boolean whole() {
        return rounds.stream()
                .allMatch(round -> round.load().failures() == 0
                        && round.load().done() > 0
                        && round.load().done() == round.accepted());
    }

    long failures() {
        return rounds.stream().mapToLong(round -> round.load().failures()).sum();
    }

    double median() {
        double[] sorted = rounds.stream()
                .mapToDouble(round -> round.load().aSecond())
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    void print(String name, double best, Table table) {
        table.row(
                name,
                whole() ? String.format("%,.1f", median()) : "void",
                whole() ? String.format("%.2f", median() / best) : "",
                roundByRound(),
                rounds.stream().mapToLong(round -> round.load().done()).sum(),
                rounds.stream().mapToLong(One::accepted).sum(),
                firstFailure());
    }

    /** With the time that each call took. */
    void printCalls(String name, Table table) {
        table.row(
                name,
                String.format("%,.1f", median()),
                roundByRound(),
                String.format("%,.2f", millis(50)),
                String.format("%,.2f", millis(99)),
                rounds.stream().mapToLong(round -> round.load().done()).sum(),
                firstFailure());
    }

    private double millis(int percentile) {
        List<Long> all = rounds.stream()
                .flatMap(round -> round.load().latencies().stream())
                .toList();
        return new Load(0, 0, "", 0, all).millis(percentile);
    }

    private String roundByRound() {
        return rounds.stream()
                .map(round -> String.format("%,.1f", round.load().aSecond()))
                .collect(Collectors.joining(" "));
    }

    private String firstFailure() {
        return rounds.stream()
                .map(round -> round.load().firstFailure())
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("");
    }
}
