package io.posthorn.benchmarks;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.Permission;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.concurrent.TimeUnit;

/** A token that is in memory, as the code before a mail asks for it. Run by {@link CachedTokens}. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CachedToken {

    /** One account, whose first token has come. */
    @State(Scope.Benchmark)
    public static class Posthorn {

        private final Stand stand = new Stand();
        private final OAuthAccount account = stand.open(stand.client(stand.seed()));

        /** Fetches the first token. */
        public Posthorn() {
            account.token(Permission.SMTP_SEND);
        }

        /** Ends the servers. */
        @TearDown
        public void close() {
            account.close();
            stand.close();
        }
    }

    /** One application object, whose first token has come. */
    @State(Scope.Benchmark)
    public static class Msal {

        private final Stand stand = new Stand();
        private final MsalPeer peer = MsalPeer.asItComes(stand);

        /** Ends the servers. */
        @TearDown
        public void close() {
            stand.close();
        }
    }

    /** The same, and spared the way to another thread and back. */
    @State(Scope.Benchmark)
    public static class MsalInCallersThread {

        private final Stand stand = new Stand();
        private final MsalPeer peer = MsalPeer.with(stand, new CallersThread());

        /** Ends the servers. */
        @TearDown
        public void close() {
            stand.close();
        }
    }

    /** What the measuring itself takes, and allocates: the clock is read before and after each call. */
    @Benchmark
    public Posthorn nothing(Posthorn subject) {
        return subject;
    }

    /** Ours. */
    @Benchmark
    public AccessToken posthorn(Posthorn subject) {
        return subject.account.token(Permission.SMTP_SEND);
    }

    /** The peer. */
    @Benchmark
    public String msal4j(Msal subject) {
        return subject.peer.token();
    }

    /** The peer, in the best case. */
    @Benchmark
    public String msal4jInCallersThread(MsalInCallersThread subject) {
        return subject.peer.token();
    }
}
