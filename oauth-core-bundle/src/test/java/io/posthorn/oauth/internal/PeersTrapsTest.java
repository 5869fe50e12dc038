package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.sandbox.AuthorityFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Traps that others fell into, on one server. Those of several servers are in {@link SeveralServersTest}. */
class PeersTrapsTest {

    private static final int CALLERS = 1_000;

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
    void trap1_networkErrorDuringRefresh_erasesNoToken() {
        OAuthClient client = rig.client(rig.seed());
        AccessToken token = rig.token(client);
        String stored = stored(client);
        rig.pass(Duration.ofMinutes(51));
        for (AuthorityFailure trouble : List.of(AuthorityFailure.cut(), AuthorityFailure.html(503))) {
            rig.sandbox.failTokenRequests(trouble);
            assertThat(rig.token(client)).isEqualTo(token);
            assertThat(stored(client)).isEqualTo(stored);
            rig.pass(Duration.ofSeconds(31));
        }
        assertThat(rig.token(client)).isNotEqualTo(token);
    }

    @Test
    void trap2_http400_isNotAlwaysTheEndOfTheRefreshToken() {
        OAuthClient client = rig.client(rig.seed());
        rig.sandbox.failTokenRequests(AuthorityFailure.aadsts(50196)); // invalid_grant, and yet only throttling
        assertThatThrownBy(() -> rig.token(client))
                .isInstanceOfSatisfying(
                        TokenException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TEMPORARY));
        rig.pass(Duration.ofMinutes(5));
        assertThat(rig.token(client)).isNotNull();
    }

    @Test
    void trap3_expiryMargin_isSubtracted() {
        OAuthClient client = rig.client(rig.seed());
        AccessToken first = rig.token(client);
        rig.pass(Duration.ofMinutes(49));
        assertThat(rig.token(client)).isEqualTo(first);
        rig.pass(Duration.ofMinutes(2));
        assertThat(rig.token(client)).isNotEqualTo(first);
    }

    @Test
    void trap5_manyCallersAtExpiry_makeOneTokenRequest() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (OAuthAccount account = rig.accounts.open(rig.client(rig.seed()))) {
            AccessToken first = account.token(Permission.SMTP_SEND);
            rig.pass(Duration.ofMinutes(61));
            List<Callable<AccessToken>> calls = IntStream.range(0, CALLERS)
                    .<Callable<AccessToken>>mapToObj(i -> () -> account.token(Permission.SMTP_SEND))
                    .toList();
            Set<AccessToken> tokens = callers.invokeAll(calls).stream()
                    .map(PeersTrapsTest::result)
                    .collect(Collectors.toSet());
            assertThat(tokens).hasSize(1).doesNotContain(first);
        } finally {
            callers.shutdownNow();
        }
        assertThat(rig.tokenRequests()).isEqualTo(2);
    }

    @Test
    void trap6_answerWithoutRefreshToken_keepsTheOldOne() {
        OAuthClient client = rig.client(rig.seed());
        rig.token(client);
        String stored = stored(client);
        rig.sandbox.failTokenRequests(AuthorityFailure.withoutRefreshToken());
        rig.pass(Duration.ofMinutes(55));
        rig.token(client);
        assertThat(stored(client)).isEqualTo(stored);
        rig.pass(Duration.ofMinutes(55));
        rig.token(client);
        assertThat(stored(client)).isNotEqualTo(stored);
    }

    @Test
    void trap6_rotatedRefreshToken_isStoredBeforeTheAccessTokenIsUsed() {
        try (UnreliableStore unreliable = new UnreliableStore(rig.store)) {
            Accounts server = rig.server(unreliable, Rig.LEASE);
            OAuthClient client = rig.client(rig.seed());
            try (OAuthAccount account = server.open(client)) {
                AccessToken first = account.token(Permission.SMTP_SEND);
                rig.pass(Duration.ofMinutes(55));
                unreliable.failCommits(true);
                assertThat(account.token(Permission.SMTP_SEND)).isEqualTo(first);
                rig.pass(Duration.ofMinutes(6));
                assertThatThrownBy(() -> account.token(Permission.SMTP_SEND))
                        .isInstanceOfSatisfying(
                                TokenException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TEMPORARY))
                        .hasMessageContaining("could not be stored")
                        .hasMessageContaining("disk is full");
                assertThat(server.accounts().get(0).lastFailure().orElseThrow().message())
                        .contains("disk is full");
                unreliable.failCommits(false);
                assertThat(account.token(Permission.SMTP_SEND)).isNotEqualTo(first);
            }
        }
        assertThat(rig.tokenRequests())
                .as("the answer was kept, not asked for again")
                .isEqualTo(2);
    }

    @Test
    void trap8_withoutAKey_nothingIsStoredAndNothingIsAskedFor() {
        try (UnreliableStore unreliable = new UnreliableStore(rig.store)) {
            unreliable.loseKey(true);
            Accounts server = rig.server(unreliable, Rig.LEASE);
            try (OAuthAccount account = server.open(rig.client(rig.seed()))) {
                assertThatThrownBy(() -> account.token(Permission.SMTP_SEND))
                        .isInstanceOfSatisfying(
                                TokenException.class, e -> assertThat(e.kind()).isEqualTo(Kind.APP_CONFIGURATION))
                        .hasMessageContaining("There is no usable key");
            }
        }
        assertThat(rig.tokenRequests()).isZero();
    }

    @Test
    void trap8_noTokenIsOnDiskAsItIs() throws IOException {
        OAuthClient client = rig.client(rig.seed());
        rig.token(client);
        rig.pass(Duration.ofMinutes(55));
        rig.token(client);
        rig.store.close();
        List<String> secrets = rig.sandbox.issuedSecrets();
        assertThat(secrets).hasSizeGreaterThan(3);
        try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).isNotEmpty();
            for (Path file : all) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(secrets).as(file.toString()).noneMatch(content::contains);
            }
        }
    }

    private static <T> T result(Future<T> call) {
        try {
            return call.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String stored(OAuthClient client) {
        return new JdbcTokenStore(rig.store, Rig.LEASE)
                .read(AccountKey.of(client))
                .flatMap(StoredAccount::refreshToken)
                .orElseThrow();
    }
}
