package io.posthorn.oauth.internal;

import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.TokenRequest;
import io.posthorn.store.internal.OpenStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Two processes that share a PostgreSQL and an account, each with a JVM, a pool and a clock of its own. */
class TwoProcessesTest {

    /** Of each process. */
    private static final int REFRESHES = Integer.getInteger("posthorn.refreshes", 100) / 2;

    private static final int SOME = 10;

    /** Longer than an answer of the sandbox on a busy machine. */
    private static final Duration LONG_LEASE = Duration.ofSeconds(60);

    private static final Duration SHORT_LEASE = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private String jdbcUrl;

    @BeforeEach
    void makeKey() {
        jdbcUrl = Postgres.newDatabase();
        try (OpenStore store = Postgres.open(jdbcUrl, folder.resolve("store"))) {
            store.seal("", JdbcTokenStore.REFRESH_TOKEN, "");
        }
    }

    @Test
    void twoProcesses_neverAskAtOnce_andLoseNoRotation() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().rotationKillsOldToken(true).start()) {
            OAuthClient client = client(sandbox);
            try (RefreshProcess one = start(sandbox, client, LONG_LEASE, REFRESHES);
                    RefreshProcess other = start(sandbox, client, LONG_LEASE, REFRESHES)) {
                assertThat(one.awaitEnd()).as(one.log()).isEmpty();
                assertThat(other.awaitEnd()).as(other.log()).isEmpty();
                assertThat(one.sharedTokens() + other.sharedTokens())
                        .as("tokens that one took over from the other")
                        .isPositive();
            }
            assertThat(sandbox.tokenRequests())
                    .hasSize(2 * REFRESHES)
                    .extracting(TokenRequest::error)
                    .containsOnly("");
            assertThat(sandbox.mostTokenRequestsAtOnce()).isEqualTo(1);
        }
    }

    @Test
    void oneThatIsKilled_leavesItsAccountToTheOther() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            OAuthClient client = client(sandbox);
            try (RefreshProcess killed = start(sandbox, client, SHORT_LEASE, Integer.MAX_VALUE);
                    RefreshProcess other = start(sandbox, client, SHORT_LEASE, SOME)) {
                assertThat(killed.firstRefresh()).isEmpty();
                killed.kill(Duration.ZERO);
                assertThat(other.awaitEnd()).as(other.log()).isEmpty();
                assertThat(other.handedOut()).isEqualTo(SOME);
            }
        }
    }

    private OAuthClient client(Sandbox sandbox) {
        return new OAuthClient(
                Cloud.of(sandbox.authority()),
                "common",
                sandbox.clientId(),
                sandbox.clientSecret(),
                sandbox.newRefreshToken(sandbox.user("alice")));
    }

    private RefreshProcess start(Sandbox sandbox, OAuthClient client, Duration lease, int refreshes)
            throws IOException {
        Path caFile = folder.resolve("ca.pem");
        if (Files.notExists(caFile)) {
            Files.copy(sandbox.caFile(), caFile);
        }
        return RefreshProcess.start(client, caFile, jdbcUrl, folder.resolve("store"), lease, refreshes);
    }
}
