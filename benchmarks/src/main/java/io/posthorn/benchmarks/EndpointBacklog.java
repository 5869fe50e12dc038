package io.posthorn.benchmarks;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A mailbox that is full of mails when its watcher begins.
 *
 * @param place where it lies, for each contender anew
 * @param contenders who is compared
 * @param mails that lie there
 * @param octets of each, about
 * @param heapMegabytes that each contender may have
 * @param longest until a contender must be done
 * @param silence between two mails after which it is given up; the first may take as long as all
 */
record EndpointBacklog(
        Supplier<? extends FullMailbox> place,
        List<Contender> contenders,
        int mails,
        int octets,
        int heapMegabytes,
        Duration longest,
        Duration silence) {

    /** @return how many of our mails started no work, or more than one */
    long run(PrintStream out) throws InterruptedException {
        long failures = 0;
        try (Table table = new Table(
                out,
                String.format("%,d mails of %,d KB, -Xmx%dm", mails, octets / 1_000, heapMegabytes),
                "Mails",
                "Time, s",
                "Mails a second",
                "First mail after, s",
                "Most heap after a collection, MiB",
                "Peak of the heap, MiB",
                "Commands a mail",
                "Twice",
                "Failure")) {
            for (Contender contender : contenders) {
                try (FullMailbox mailbox = place.get()) {
                    Round round = new Round(contender, mailbox);
                    round.run(table);
                    failures += contender == Contender.POSTHORN ? round.failures() : 0;
                }
            }
        }
        return failures;
    }

    private final class Round {

        private final Contender contender;
        private final FullMailbox mailbox;
        private final Set<Long> seen = new HashSet<>();
        private long twice;
        private long begin;
        private long first;
        private long last;

        Round(Contender contender, FullMailbox mailbox) {
            this.contender = contender;
            this.mailbox = mailbox;
        }

        void run(Table table) throws InterruptedException {
            mailbox.fill(mails, octets);
            begin = System.nanoTime();
            first = begin;
            last = begin;
            try (WatcherProcess watcher =
                    new WatcherProcess(contender, mailbox.server(), List.of(mailbox.inbox()), heapMegabytes)) {
                if (watcher.begins()) {
                    watch(watcher);
                }
                List<Long> heap = watcher.heap();
                table.row(
                        contender.label,
                        seen.size(),
                        seconds(last),
                        String.format("%,.1f", seen.size() / Math.max(1e-9, (last - begin) / 1e9)),
                        seen.isEmpty() ? "" : seconds(first),
                        heap.isEmpty() ? "" : mebibytes(heap.get(0)),
                        heap.isEmpty() ? "" : mebibytes(heap.get(1)),
                        seen.isEmpty() ? "" : mailbox.commandsPerMail(seen.size()),
                        twice,
                        seen.size() == mails ? "" : failure(watcher));
            }
        }

        private void watch(WatcherProcess watcher) throws InterruptedException {
            long end = begin + longest.toNanos();
            while (seen.size() < mails && System.nanoTime() < end) {
                WatcherProcess.@Nullable Seen mail = watcher.mail(seen.isEmpty() ? longest : silence);
                if (mail == null) {
                    return;
                }
                last = System.nanoTime();
                first = seen.isEmpty() ? last : first;
                twice += seen.add(mail.number()) ? 0 : 1;
            }
        }

        private String failure(WatcherProcess watcher) {
            String trouble = watcher.trouble();
            return trouble.isEmpty() ? "too slow" : trouble;
        }

        private String seconds(long moment) {
            return String.format("%,.1f", (moment - begin) / 1e9);
        }

        private static String mebibytes(long octets) {
            return String.format("%,.1f", octets / 1024.0 / 1024.0);
        }

        long failures() {
            return mails - seen.size() + twice;
        }
    }
}
