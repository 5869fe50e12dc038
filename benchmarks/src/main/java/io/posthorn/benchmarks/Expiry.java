package io.posthorn.benchmarks;

import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.Permission;
import io.posthorn.sandbox.AuthorityFailure;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Many threads that want a token of one account at the instant when the old one has expired.
 *
 * @param threads how many
 * @param rounds how often
 */
record Expiry(int threads, int rounds) {

    private static final int POOL = 8;

    /** On loopback the authority would answer while the crowd is still coming. */
    private static final Duration ANSWER = Duration.ofMillis(200);

    /** @return the most token requests that one expiry of ours led to */
    int run(PrintStream out) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(POOL);
        try (Table table = new Table(
                out,
                "At expiry",
                "Threads",
                "Round",
                "Token requests",
                "Failed calls",
                "Until the last has a token, ms")) {
            int most = posthorn(table);
            msal(table, "msal4j", MsalPeer::asItComes);
            msal(table, "msal4j, executor of " + POOL + " threads", stand -> MsalPeer.with(stand, pool));
            return most;
        } finally {
            pool.shutdownNow();
        }
    }

    private int posthorn(Table table) throws Exception {
        AtomicReference<Instant> now =
                new AtomicReference<>(InstantSource.system().instant());
        int most = 0;
        try (Stand stand = new Stand(now::get);
                OAuthAccount account = stand.open(stand.client(stand.seed()))) {
            for (int round = 1; round <= rounds; round++) {
                now.set(account.token(Permission.SMTP_SEND).expiresAt());
                int requests = round(
                        table,
                        "posthorn",
                        round,
                        stand,
                        () -> account.token(Permission.SMTP_SEND).value());
                most = Math.max(most, requests);
            }
        }
        return most;
    }

    private void msal(Table table, String name, Function<Stand, MsalPeer> signIn) throws Exception {
        try (Stand stand = new Stand()) {
            MsalPeer peer = signIn.apply(stand);
            for (int round = 1; round <= rounds; round++) {
                peer.expire();
                round(table, name, round, stand, peer::token);
            }
        }
    }

    private int round(Table table, String name, int round, Stand stand, Callable<String> token)
            throws InterruptedException {
        stand.sandbox.failAllTokenRequests(AuthorityFailure.slow(ANSWER));
        int before = stand.tokenRequests();
        Crowd crowd = Crowd.of(threads, token);
        int requests = stand.tokenRequests() - before;
        table.row(name, threads, round, requests, crowd.failures(), crowd.millis());
        return requests;
    }
}
