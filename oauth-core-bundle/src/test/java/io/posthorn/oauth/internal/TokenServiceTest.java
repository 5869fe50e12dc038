package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.internal.msal.MsalTokenEndpoint;
import io.posthorn.oauth.internal.network.NetworkPages;
import io.posthorn.sandbox.AuthorityFailure;
import io.posthorn.sandbox.Gate;
import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The token core against a real authority on loopback. */
class TokenServiceTest {

    @TempDir
    private Path folder;

    private Rig rig;
    private Sandbox sandbox;
    private Accounts accounts;

    @BeforeEach
    void start() {
        rig = new Rig(folder);
        sandbox = rig.sandbox;
        accounts = rig.accounts;
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private OAuthClient client(String tenant, String secret, String refreshToken) {
        return rig.client(tenant, secret, refreshToken);
    }

    private OAuthClient client(String refreshToken) {
        return rig.client(refreshToken);
    }

    private void trust(Sandbox other) {
        NetworkPages.fill(rig.network, "trusted.certificates", other.caFile().toString());
    }

    private String seed() {
        return sandbox.newRefreshToken(sandbox.user("alice"));
    }

    @Test
    void token_isFetchedOnce_andThenServedFromMemory() {
        try (OAuthAccount account = accounts.open(client(seed()))) {
            AccessToken token = account.token(Permission.SMTP_SEND);
            assertThat(token.value()).hasSizeBetween(2_000, 4_000);
            assertThat(Duration.between(rig.now, token.expiresAt()))
                    .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
            assertThat(account.token(Permission.SMTP_SEND)).isEqualTo(token);
        }
        assertThat(sandbox.tokenRequests()).hasSize(1);
    }

    @Test
    void oneToken_servesEveryProtocolThatWasConsentedTo() {
        try (OAuthAccount account = accounts.open(client(seed()))) {
            AccessToken token = account.token(Permission.SMTP_SEND);
            assertThat(account.token(Permission.IMAP_ACCESS, Permission.POP_ACCESS))
                    .isEqualTo(token);
        }
    }

    @Test
    void token_isRefreshedOnceForManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try (OAuthAccount account = accounts.open(client(seed()))) {
            List<Callable<AccessToken>> calls = IntStream.range(0, 500)
                    .<Callable<AccessToken>>mapToObj(i -> () -> account.token(Permission.SMTP_SEND))
                    .toList();
            Set<AccessToken> tokens = threads.invokeAll(calls).stream()
                    .map(TokenServiceTest::result)
                    .collect(Collectors.toSet());
            assertThat(tokens).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(sandbox.tokenRequests()).hasSize(1);
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void token_isFetchedAnew_tenMinutesBeforeItExpires() {
        try (OAuthAccount account = accounts.open(client(seed()))) {
            AccessToken first = account.token(Permission.SMTP_SEND);
            rig.pass(Duration.ofMinutes(49));
            assertThat(account.token(Permission.SMTP_SEND)).isEqualTo(first);
            rig.pass(Duration.ofMinutes(2));
            assertThat(account.token(Permission.SMTP_SEND)).isNotEqualTo(first);
        }
    }

    @Test
    void rotatedRefreshToken_isUsedNext_soThatADeadSeedDoesNoHarm() {
        String seed = seed();
        try (OAuthAccount account = accounts.open(client(seed))) {
            account.token(Permission.SMTP_SEND);
            sandbox.revoke(seed, 700082);
            rig.pass(Duration.ofMinutes(55));
            assertThat(account.token(Permission.SMTP_SEND)).isNotNull();
        }
        // ... also after the page was closed and opened again.
        try (OAuthAccount account = accounts.open(client(seed))) {
            assertThat(account.token(Permission.SMTP_SEND)).isNotNull();
        }
    }

    @Test
    void aChangedSeed_startsAnew() {
        String dead = seed();
        sandbox.revoke(dead, 700082);
        assertThatThrownBy(() -> token(client(dead))).isInstanceOf(TokenException.class);
        assertThat(token(client(seed()))).isNotNull();
    }

    @Test
    void equalPages_areOneAccountWithOneToken() {
        OAuthClient client = client(seed());
        OAuthAccount email = accounts.open(client);
        OAuthAccount endpoint = accounts.open(client);
        AccessToken token = email.token(Permission.SMTP_SEND);
        email.close();
        email.close(); // closing twice gives one handle back
        assertThat(endpoint.token(Permission.SMTP_SEND)).isEqualTo(token);
        assertThatThrownBy(() -> email.token(Permission.SMTP_SEND)).isInstanceOf(IllegalStateException.class);
        endpoint.close();
    }

    @Test
    void refusedToken_isReplacedOnce_forAllWhoHadIt() {
        try (OAuthAccount account = accounts.open(client(seed()))) {
            AccessToken refused = account.token(Permission.SMTP_SEND);
            account.reject(refused); // so young a token is not to blame
            assertThat(account.token(Permission.SMTP_SEND)).isEqualTo(refused);
            rig.pass(Duration.ofMinutes(6));
            account.reject(refused);
            account.reject(refused);
            AccessToken fresh = account.token(Permission.SMTP_SEND);
            assertThat(fresh).isNotEqualTo(refused);
            account.reject(refused); // comes late; the fresh one stays
            assertThat(account.token(Permission.SMTP_SEND)).isEqualTo(fresh);
        }
    }

    @Test
    void authorityThatIsDown_leavesTheCurrentTokenInUse_untilItExpires() {
        try (OAuthAccount account = accounts.open(client(seed()))) {
            AccessToken token = account.token(Permission.SMTP_SEND);
            sandbox.close();
            rig.pass(Duration.ofMinutes(55));
            assertThat(account.token(Permission.SMTP_SEND)).isEqualTo(token);
            rig.pass(Duration.ofMinutes(6));
            assertFailure(() -> account.token(Permission.SMTP_SEND), Kind.TEMPORARY, "", "cannot be reached");
        }
    }

    @Test
    void trustFileThatWentAway_isExplained() throws IOException {
        OAuthClient client = client(seed());
        Files.delete(rig.caFile());
        assertFailure(
                () -> token(client),
                Kind.APP_CONFIGURATION,
                "",
                "On the page Network (io.posthorn.network), the field Trusted Certificates is not usable.");
    }

    @Test
    void failure_isSharedByAllWhoWaitedForIt() throws Exception {
        Gate gate = new Gate();
        sandbox.failTokenRequests(AuthorityFailure.slow(gate));
        String dead = seed();
        sandbox.revoke(dead, 700082);
        Queue<Kind> kinds = new ConcurrentLinkedQueue<>();
        try (OAuthAccount account = accounts.open(client(dead))) {
            List<Thread> callers = IntStream.range(0, 8)
                    .mapToObj(i -> new Thread(() -> kinds.add(kindOf(account))))
                    .toList();
            callers.forEach(Thread::start);
            gate.awaitArrivals(1);
            // One asks the authority; the others stand behind it.
            while (callers.stream()
                            .filter(caller -> caller.getState() == Thread.State.WAITING)
                            .count()
                    < 7) {
                Thread.onSpinWait();
            }
            gate.open();
            for (Thread caller : callers) {
                caller.join();
            }
        }
        assertThat(kinds).hasSize(8).containsOnly(Kind.SIGN_IN_NEEDED);
        assertThat(sandbox.tokenRequests()).hasSize(1);
    }

    private static Kind kindOf(OAuthAccount account) {
        try {
            account.token(Permission.SMTP_SEND);
            throw new AssertionError("a token came");
        } catch (TokenException e) {
            return e.kind();
        }
    }

    @Test
    void authorityInTrouble_isNotAskedForEachMail_whileTheTokenLives() {
        try (OAuthAccount account = accounts.open(client(seed()))) {
            AccessToken token = account.token(Permission.SMTP_SEND);
            sandbox.failAllTokenRequests(AuthorityFailure.json(503));
            rig.pass(Duration.ofMinutes(55));
            for (int i = 0; i < 20; i++) {
                assertThat(account.token(Permission.SMTP_SEND)).isEqualTo(token);
            }
            assertThat(sandbox.tokenRequests()).hasSize(2);
            rig.pass(Duration.ofSeconds(31));
            sandbox.clearTokenFailures();
            assertThat(account.token(Permission.SMTP_SEND)).isNotEqualTo(token);
        }
    }

    @Test
    void silentAuthority_isGivenUp() {
        sandbox.failAllTokenRequests(AuthorityFailure.silence());
        MsalTokenEndpoint impatient = new MsalTokenEndpoint(rig.network, () -> rig.now, Duration.ofMillis(200));
        Accounts own = new Accounts(new Surroundings(
                impatient, new JdbcTokenStore(rig.store, Rig.LEASE), () -> rig.now, rig.threads, () -> 0));
        try (OAuthAccount account = own.open(client(seed()))) {
            assertFailure(() -> account.token(Permission.SMTP_SEND), Kind.TEMPORARY, "", "cannot be reached");
        } finally {
            impatient.close();
        }
    }

    @Test
    void everyOtherAnswer_isTemporary_andKeepsTheSeed() {
        try (OAuthAccount account = accounts.open(client(seed()))) {
            for (AuthorityFailure failure : List.of(
                    AuthorityFailure.html(503),
                    AuthorityFailure.html(200),
                    AuthorityFailure.empty(500),
                    AuthorityFailure.json(502),
                    AuthorityFailure.throttled(Duration.ofSeconds(60)),
                    AuthorityFailure.withoutAccessToken(),
                    AuthorityFailure.cut())) {
                sandbox.failTokenRequests(failure);
                assertThat(kindOf(account)).as(failure.toString()).isEqualTo(Kind.TEMPORARY);
                rig.pass(Duration.ofMinutes(2)); // throttled clients must rest
            }
            assertThat(account.token(Permission.SMTP_SEND)).isNotNull();
        }
    }

    @Test
    void publicClient_isNotThrottledByMsal_afterOneFailure() {
        try (Sandbox open = Sandbox.builder().publicClient(true).start()) {
            open.failTokenRequests(AuthorityFailure.json(503));
            OAuthClient client = new OAuthClient(
                    Cloud.of(open.authority()),
                    "common",
                    open.clientId(),
                    "",
                    open.newRefreshToken(open.user("alice")));
            trust(open);
            try (OAuthAccount account = accounts.open(client)) {
                assertThat(kindOf(account)).isEqualTo(Kind.TEMPORARY);
                assertThat(account.token(Permission.SMTP_SEND)).isNotNull();
            }
        }
    }

    @Test
    void stoppedService_saysSo() {
        rig.threads.shutdownNow();
        assertFailure(() -> token(client(seed())), Kind.TEMPORARY, "", "Posthorn is being stopped");
    }

    @Test
    void wrongSecret_isExplained() {
        assertFailure(
                () -> token(client("common", "wrong", seed())),
                Kind.APP_CONFIGURATION,
                "AADSTS7000215",
                "The Client Secret is wrong. Copy the secret's value");
    }

    @Test
    void wrongSecretOnAPage_isNoticedAtOnce_thoughTheRightOnesTokenIsStillGood() {
        String seed = seed();
        AccessToken token = token(client(seed));
        assertFailure(
                () -> token(client("common", "wrong", seed)),
                Kind.APP_CONFIGURATION,
                "AADSTS7000215",
                "The Client Secret is wrong.");
        assertThat(token(client(seed))).isEqualTo(token);
        assertThat(token(client("common", sandbox.addClientSecret(), seed))).isNotNull();
    }

    @Test
    void missingSecret_isExplained() {
        assertFailure(
                () -> token(client("common", "", seed())),
                Kind.APP_CONFIGURATION,
                "AADSTS7000218",
                "Client Secret is empty");
    }

    @Test
    void deadRefreshToken_isExplained() {
        String dead = seed();
        sandbox.revoke(dead, 700082);
        assertFailure(() -> token(client(dead)), Kind.SIGN_IN_NEEDED, "AADSTS700082", "died of disuse (90 days)");
    }

    @Test
    void garbledRefreshToken_isExplained() {
        assertFailure(
                () -> token(client("not-a-refresh-token")),
                Kind.SIGN_IN_NEEDED,
                "AADSTS70000",
                "Check that it was pasted whole");
    }

    @Test
    void refreshTokenForMicrosoftGraphOnly_isExplained() {
        String graph = sandbox.newRefreshToken(
                sandbox.user("alice"), "https://graph.microsoft.com/SMTP.Send", "offline_access");
        assertFailure(() -> token(client(graph)), Kind.SIGN_IN_NEEDED, "AADSTS65001", "not those of Microsoft Graph");
    }

    @Test
    void unknownTenant_isExplained() {
        assertFailure(
                () -> token(client("no-such-tenant.example", sandbox.clientSecret(), seed())),
                Kind.APP_CONFIGURATION,
                "AADSTS90002",
                "There is no such tenant");
    }

    @Test
    void authorityWithAnUntrustedCertificate_isExplained() {
        OAuthClient client = new OAuthClient(
                Cloud.of(sandbox.authority()), "common", sandbox.clientId(), sandbox.clientSecret(), seed());
        NetworkPages.fill(rig.network);
        assertFailure(
                () -> token(client),
                Kind.TEMPORARY,
                "",
                "Trusted Certificates on the page Network (io.posthorn.network)");
        assertThat(sandbox.tokenRequests()).isEmpty();
    }

    @Test
    void authorityWithAnotherServersCertificate_getsNoSecret() {
        try (Sandbox other =
                Sandbox.builder().authorityCertificateFor("other.example").start()) {
            OAuthClient client = new OAuthClient(
                    Cloud.of(other.authority()),
                    "common",
                    other.clientId(),
                    other.clientSecret(),
                    other.newRefreshToken(other.user("alice")));
            trust(other);
            assertFailure(() -> token(client), Kind.TEMPORARY, "", "cannot be reached");
            assertThat(other.tokenRequests()).isEmpty();
        }
    }

    @Test
    void serverThatIsNoAuthority_isExplained() {
        OAuthClient client = new OAuthClient(
                Cloud.of(URI.create("https://localhost:" + sandbox.imapPort())),
                "common",
                sandbox.clientId(),
                sandbox.clientSecret(),
                seed());
        assertFailure(() -> token(client), Kind.TEMPORARY, "", "Check the field Authority");
    }

    private AccessToken token(OAuthClient client) {
        try (OAuthAccount account = accounts.open(client)) {
            return account.token(Permission.SMTP_SEND);
        }
    }

    private void assertFailure(Runnable call, Kind kind, String code, String sentence) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(TokenException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e.code()).isEqualTo(code);
            assertThat(e).hasMessageContaining(sentence);
            assertThat(sandbox.issuedSecrets()).noneMatch(e.getMessage()::contains);
        });
    }
}
