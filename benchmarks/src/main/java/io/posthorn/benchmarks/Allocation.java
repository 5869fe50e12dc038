package io.posthorn.benchmarks;

import com.sun.management.ThreadMXBean;
import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.Permission;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What cached reads allocate in the thread that reads. JMH counts all threads, and those of the servers beside are never
 * quite still.
 *
 * @param rounds how often it is counted; the first are those in which the code is compiled
 * @param calls in each
 */
record Allocation(int rounds, int calls) {

    void run(PrintStream out) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long[] bytes = new long[rounds];
        try (Stand stand = new Stand();
                OAuthAccount account = stand.open(stand.client(stand.seed()))) {
            AccessToken first = account.token(Permission.SMTP_SEND);
            for (int round = 0; round < rounds; round++) {
                long before = threads.getThreadAllocatedBytes(self);
                if (read(account) != first) {
                    throw new IllegalStateException("That was another token.");
                }
                bytes[round] = threads.getThreadAllocatedBytes(self) - before;
            }
        }
        out.printf("%nposthorn, bytes in %,d cached reads, round by round: %s%n", calls, Arrays.toString(bytes));
    }

    private AccessToken read(OAuthAccount account) {
        AccessToken token = account.token(Permission.SMTP_SEND);
        for (int i = 1; i < calls; i++) {
            token = account.token(Permission.SMTP_SEND);
        }
        return token;
    }
}
