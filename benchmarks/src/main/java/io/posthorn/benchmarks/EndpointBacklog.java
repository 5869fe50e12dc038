package io.posthorn.benchmarks;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A mailbox that is full of mails when its watcher begins.
 *
 * @param contenders who is compared
 * @param mails that lie there
 * @param octets of each, about
 * @param heapMegabytes that each contender may have
 * @param longest until a contender must be done
 * @param silence between two mails after which it is given up; the first may take as long as all
 */
record EndpointBacklog(
        List<Contender> contenders, int mails, int octets, int heapMegabytes, Duration longest, Duration silence) {

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
                try (MailServerProcess server = MailServerProcess.watched(1)) {
                    Round round = new Round(contender, server);
                    round.run(table);
                    failures += contender == Contender.POSTHORN ? round.failures() : 0;
                }
            }
        }
        return failures;
    }

    private final class Round {

        private final Contender contender;
        private final MailServerProcess server;
        private final Set<Long> seen = new HashSet<>();
        private long twice;
        private long begin;
        private long first;
        private long last;

        Round(Contender contender, MailServerProcess server) {
            this.contender = contender;
            this.server = server;
        }

        void run(Table table) throws InterruptedException {
            String inbox = server.newInbox();
            server.deliver(inbox.substring(0, inbox.indexOf(' ')), 1, mails, octets);
            begin = System.nanoTime();
            first = begin;
            last = begin;
            try (WatcherProcess watcher = new WatcherProcess(contender, server, List.of(inbox), heapMegabytes)) {
                if (watcher.begins()) {
                    watch(watcher);
                }
                Commands commands = server.commands();
                List<Long> heap = watcher.heap();
                table.row(
                        contender.label,
                        seen.size(),
                        seconds(last),
                        String.format("%,.1f", seen.size() / Math.max(1e-9, (last - begin) / 1e9)),
                        seen.isEmpty() ? "" : seconds(first),
                        heap.isEmpty() ? "" : mebibytes(heap.get(0)),
                        heap.isEmpty() ? "" : mebibytes(heap.get(1)),
                        seen.isEmpty() ? "" : commands.perMail(seen.size()),
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
