package io.posthorn.benchmarks;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Many mailboxes in one server: the threads that watch them, and their connections.
 *
 * @param contenders who is compared
 * @param mailboxes each with one mail in it, and one more when that has been worked on
 */
record EndpointCrowd(List<Contender> contenders, int mailboxes) {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int OCTETS = 10_000;
    private static final int HEAP = 512;

    /** @return how many of our mails started no work */
    long run(PrintStream out) throws InterruptedException {
        long failures = 0;
        try (Table table = new Table(
                out,
                mailboxes + " mailboxes",
                "Mails",
                "Until the first of each, s",
                "Threads",
                "Threads at most",
                "Connections",
                "Failure")) {
            for (Contender contender : contenders) {
                try (MailServerProcess server = MailServerProcess.watched(mailboxes)) {
                    long missing = run(contender, server, table);
                    failures += contender == Contender.POSTHORN ? missing : 0;
                }
            }
        }
        return failures;
    }

    private long run(Contender contender, MailServerProcess server, Table table) throws InterruptedException {
        List<String> inboxes =
                IntStream.range(0, mailboxes).mapToObj(i -> server.newInbox()).toList();
        deliver(server, inboxes, 0);
        long begin = System.nanoTime();
        try (WatcherProcess watcher = new WatcherProcess(contender, server, inboxes, HEAP)) {
            int seen = watcher.begins() ? mails(watcher) : 0;
            long end = System.nanoTime();
            if (seen == mailboxes) {
                deliver(server, inboxes, mailboxes);
                seen += mails(watcher);
            }
            List<Long> threads = watcher.threads();
            table.row(
                    contender.label,
                    seen,
                    String.format("%,.1f", (end - begin) / 1e9),
                    threads.isEmpty() ? "" : threads.get(0),
                    threads.isEmpty() ? "" : threads.get(1),
                    server.openConnections(),
                    seen == 2 * mailboxes ? "" : watcher.trouble());
            return 2L * mailboxes - seen;
        }
    }

    private static void deliver(MailServerProcess server, List<String> inboxes, long first) {
        long number = first;
        for (String inbox : inboxes) {
            server.deliver(inbox.substring(0, inbox.indexOf(' ')), number++, 1, OCTETS);
        }
    }

    /** @return how many different ones have come */
    private int mails(WatcherProcess watcher) throws InterruptedException {
        Set<Long> seen = new HashSet<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (seen.size() < mailboxes && System.nanoTime() < end) {
            WatcherProcess.@Nullable Seen mail = watcher.mail(PATIENCE);
            if (mail == null) {
                break;
            }
            seen.add(mail.number());
        }
        return seen.size();
    }
}
