package io.posthorn.benchmarks;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * From a mail's delivery to the work that it starts, one mail after the other.
 *
 * @param contenders who is compared
 * @param warmUp mails before those that count
 * @param mails that count
 * @param longestPause after each, so that a mail comes at any moment of a poll
 */
record EndpointLatency(List<Contender> contenders, int warmUp, int mails, Duration longestPause) {

    /** @return how many of our mails started no work, or more than one */
    long run(PrintStream out) throws InterruptedException {
        long failures = 0;
        try (Table table = new Table(
                out,
                "One mail after the other",
                "Mails",
                "p50, ms",
                "p99, ms",
                "Longest, ms",
                "Commands a mail",
                "Twice",
                "Failure")) {
            for (Contender contender : contenders) {
                try (WatchedPlace place = WatchedPlace.of(contender)) {
                    long failed = new Round(place, table).run();
                    failures += contender == Contender.POSTHORN ? failed : 0;
                }
            }
        }
        return failures;
    }

    private final class Round {

        private final WatchedPlace place;
        private final Table table;
        private final Random random = new Random(1); // the same pauses for all
        private final List<Long> nanos = new ArrayList<>();
        private long twice;

        Round(WatchedPlace place, Table table) {
            this.place = place;
            this.table = table;
        }

        long run() throws InterruptedException {
            boolean whole = place.begins() && mails(1, warmUp);
            nanos.clear();
            Commands before = place.server().commands();
            whole = whole && mails(warmUp + 1L, mails);
            String trouble = place.watcher().trouble();
            Load load = new Load(nanos.size(), mails - nanos.size(), trouble, 0, nanos);
            table.row(
                    place.contender().label,
                    load.done(),
                    String.format("%,.1f", load.millis(50)),
                    String.format("%,.1f", load.millis(99)),
                    String.format("%,.1f", load.millis(100)),
                    whole ? place.server().commands().since(before).perMail(mails) : "",
                    twice,
                    whole ? "" : trouble);
            return load.failures() + twice;
        }

        private boolean mails(long first, int count) throws InterruptedException {
            for (long number = first; number < first + count; number++) {
                place.server().deliver(place.address(), number, 1, WatchedPlace.OCTETS);
                WatcherProcess.@Nullable Seen seen = place.watcher().mail(WatchedPlace.PATIENCE);
                while (seen != null && seen.number() != number) {
                    twice++;
                    seen = place.watcher().mail(WatchedPlace.PATIENCE);
                }
                if (seen == null) {
                    return false;
                }
                nanos.add(seen.micros() * 1_000);
                pause();
            }
            return true;
        }

        private void pause() throws InterruptedException {
            long longest = Math.max(1, longestPause.toMillis());
            if (place.watcher().mail(Duration.ofMillis(longest / 4 + random.nextInt((int) longest))) != null) {
                twice++;
            }
        }
    }
}
