package io.posthorn.benchmarks;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How often which command of IMAP was given. UID commands count with the others; DONE, which ends IDLE, is none.
 *
 * @param counts by the command's name
 */
record Commands(Map<String, Long> counts) {

    private static final String NONE = "none";

    static Commands parse(String text) {
        Map<String, Long> counts = new TreeMap<>();
        if (!text.equals(NONE)) {
            for (String one : text.split(" ")) {
                counts.put(one.substring(0, one.indexOf('=')), Long.parseLong(one.substring(one.indexOf('=') + 1)));
            }
        }
        return new Commands(counts);
    }

    Commands since(Commands before) {
        Map<String, Long> more = new TreeMap<>();
        counts.forEach((name, count) -> more.put(name, count - before.counts.getOrDefault(name, 0L)));
        more.values().removeIf(count -> count == 0);
        return new Commands(more);
    }

    long all() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean has(String name) {
        return counts.containsKey(name);
    }

    /** For one of so many mails: all, and each. */
    String perMail(long mails) {
        Stream<String> each = counts.entrySet().stream()
                .filter(one -> one.getValue() * 20 >= mails)
                .map(one -> String.format("%s %.1f", one.getKey(), one.getValue() / (double) mails));
        return String.format("%.1f: ", all() / (double) mails) + each.collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return counts.isEmpty()
                ? NONE
                : counts.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining(" "));
    }
}
