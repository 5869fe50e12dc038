package io.posthorn.benchmarks;

import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Many accounts in one server: what each takes in memory, and how long its first token takes.
 *
 * @param sizes numbers of accounts, one trial for each; the first is the warm-up, and printed, too
 */
record ManyAccounts(int... sizes) {

    private static final int PARTS = 10;

    void run(PrintStream out) {
        try (Table table = new Table(
                out,
                "Accounts",
                "First tokens, s in all",
                "p50, ms",
                "p99, ms",
                "p50 of each tenth in turn, ms",
                "Heap, bytes an account",
                "Heap of the store, MiB",
                "Most threads")) {
            for (int size : sizes) {
                trial(size, table);
            }
        }
    }

    private static void trial(int size, Table table) {
        ManagementFactory.getThreadMXBean().resetPeakThreadCount();
        try (Stand stand = new Stand()) {
            List<OAuthAccount> accounts = new ArrayList<>();
            long[] nanos = firstTokens(stand, size, accounts);
            int threads = ManagementFactory.getThreadMXBean().getPeakThreadCount();
            long all = Heap.used();
            accounts.forEach(OAuthAccount::close);
            accounts.clear();
            stand.closeTokens();
            long withoutAccounts = Heap.used();
            stand.closeStore();
            long store = withoutAccounts - Heap.used();
            table.row(
                    size,
                    seconds(nanos),
                    millis(nanos, 50),
                    millis(nanos, 99),
                    tenths(nanos),
                    (all - withoutAccounts) / size,
                    mebibytes(store),
                    threads);
        }
    }

    /** In order of the accounts. All are open before the first token is fetched, as after the start of a server. */
    private static long[] firstTokens(Stand stand, int size, List<OAuthAccount> accounts) {
        for (int i = 0; i < size; i++) {
            accounts.add(stand.open(page(stand)));
        }
        long[] nanos = new long[size];
        for (int i = 0; i < size; i++) {
            long begin = System.nanoTime();
            accounts.get(i).token(Permission.SMTP_SEND);
            nanos[i] = System.nanoTime() - begin;
        }
        return nanos;
    }

    /** With strings of its own, as a page has them; otherwise the sandbox's would not be counted. */
    private static OAuthClient page(Stand stand) {
        return stand.client(new StringBuilder(stand.seed()).toString());
    }

    private static String tenths(long[] nanos) {
        int part = Math.max(1, nanos.length / PARTS);
        List<String> medians = new ArrayList<>();
        for (int from = 0; from + part <= nanos.length; from += part) {
            medians.add(millis(Arrays.copyOfRange(nanos, from, from + part), 50));
        }
        return String.join(" ", medians);
    }

    private static String seconds(long[] nanos) {
        return String.format("%,.1f", Arrays.stream(nanos).sum() / 1e9);
    }

    private static String millis(long[] nanos, int percentile) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return String.format("%,.2f", sorted[Math.min(sorted.length - 1, sorted.length * percentile / 100)] / 1e6);
    }

    private static String mebibytes(long bytes) {
        return String.format("%,.1f", bytes / 1024.0 / 1024.0);
    }
}
