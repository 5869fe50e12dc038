package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.Credential;
import io.posthorn.oauth.Grant;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.sandbox.AuthorityFailure;
import io.posthorn.sandbox.Gate;
import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;

/** Threads, servers and pages that get in each other's way. */
class AccountRacesTest {

    @TempDir
    private Path folder;

    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void twoProofs_oneSeed_temporaryFailureKeepsTheCurrentToken() {
        String seed = rig.seed();
        OAuthClient one = rig.client(seed);
        OAuthClient two = new OAuthClient(
                Cloud.of(rig.sandbox.authority()),
                "common",
                rig.sandbox.clientId(),
                new Credential.Secret(rig.sandbox.clientSecret(), "the-next-one"),
                new Grant.RefreshToken(seed));
        try (OAuthAccount first = rig.accounts.open(one);
                OAuthAccount second = rig.accounts.open(two)) {
            AccessToken token = first.token(Permission.SMTP_SEND);
            rig.pass(Duration.ofMinutes(10));
            second.token(Permission.SMTP_SEND);
            rig.pass(Duration.ofMinutes(41));
            rig.sandbox.failAllTokenRequests(AuthorityFailure.aadsts(90033));
            assertThat(first.token(Permission.SMTP_SEND)).isEqualTo(token); // good for 9 more minutes
        }
    }

    @Test
    void callerThatJoinsABackgroundLook_whileAnotherServerAsks_waits() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Shared shared = new Shared(rig.store);
        OAuthClient client = rig.client(rig.seed());
        Accounts a = rig.server(shared, Rig.LEASE);
        Accounts b = rig.server(shared, Rig.LEASE);
        try (OAuthAccount first = a.open(client);
                OAuthAccount second = b.open(client)) {
            second.token(Permission.SMTP_SEND);
            second.token(Permission.SMTP_SEND);
            rig.pass(Duration.ofMinutes(61));
            Gate gate = new Gate();
            rig.sandbox.failTokenRequests(AuthorityFailure.slow(gate));
            CompletableFuture<AccessToken> asking =
                    CompletableFuture.supplyAsync(() -> first.token(Permission.SMTP_SEND), rig.threads);
            gate.awaitArrivals(1);
            shared.hook = () -> {
                entered.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            };
            CompletableFuture<Void> look = CompletableFuture.runAsync(() -> rig.look(b), rig.threads);
            entered.await();
            CompletableFuture<AccessToken> caller = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                try {
                    caller.complete(second.token(Permission.SMTP_SEND));
                } catch (RuntimeException e) {
                    caller.completeExceptionally(e);
                }
            });
            waiting.start();
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait(); // until it stands behind the background's look
            }
            shared.hook = () -> {};
            release.countDown();
            look.join();
            gate.open();
            assertThat(caller.get()).isEqualTo(asking.get());
        }
    }

    @Test
    void interruptedThread_mayStillCommit() {
        OAuthClient client = rig.client(rig.seed());
        rig.token(client);
        rig.accounts.accounts();
        AccountKey key = AccountKey.of(client);
        JdbcTokenStore tokens = new JdbcTokenStore(rig.store, Rig.LEASE);
        StoredAccount before = tokens.read(key).orElseThrow();
        Thread.currentThread().interrupt();
        try {
            tokens.commit(
                    key,
                    "p",
                    before.version(),
                    new TokenResponse("x", Duration.ofHours(1), Set.of("s"), Optional.of("newest")),
                    rig.now);
        } finally {
            Thread.interrupted();
        }
        assertThat(tokens.read(key).orElseThrow().refreshToken()).contains("newest");
    }

    private static final class Shared implements Store {
        private final Store real;
        volatile Runnable hook = () -> {};

        Shared(Store real) {
            this.real = real;
        }

        @Override
        public <T> T transact(Schema schema, Work<T> work) {
            hook.run();
            return real.transact(schema, work);
        }

        @Override
        public <T> T transactDurably(Schema schema, Work<T> work) {
            return real.transactDurably(schema, work);
        }

        @Override
        public String seal(String value, SealedColumn column, String row) {
            return real.seal(value, column, row);
        }

        @Override
        public String unseal(String sealed, SealedColumn column, String row) {
            return real.unseal(sealed, column, row);
        }

        @Override
        public boolean isExclusive() {
            return false;
        }

        @Override
        public String description() {
            return real.description();
        }
    }
}
