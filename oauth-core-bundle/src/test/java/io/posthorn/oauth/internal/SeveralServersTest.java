package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.sandbox.AuthorityFailure;
import io.posthorn.sandbox.Gate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Servers that share a PostgreSQL, and what peers got wrong there. */
class SeveralServersTest {

    private static final Duration SHORT_LEASE = Duration.ofMillis(100);

    @TempDir
    private Path folder;

    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(folder, Postgres.newStore(folder.resolve("key")), builder -> builder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private CompletableFuture<AccessToken> later(OAuthAccount account) {
        return CompletableFuture.supplyAsync(() -> account.token(Permission.SMTP_SEND), rig.threads);
    }

    @Test
    void tokenOfOneServer_servesTheOther() {
        OAuthClient client = rig.client(rig.seed());
        AccessToken token = rig.token(client);
        try (OAuthAccount account = rig.server().open(client)) {
            assertThat(account.token(Permission.SMTP_SEND)).isEqualTo(token);
        }
        assertThat(rig.tokenRequests()).isEqualTo(1);
    }

    @Test
    void trap4_afterWaitingForTheLease_theStoreIsReadAgain() throws Exception {
        Gate gate = new Gate();
        rig.sandbox.failTokenRequests(AuthorityFailure.slow(gate));
        OAuthClient client = rig.client(rig.seed());
        try (OAuthAccount first = rig.accounts.open(client);
                OAuthAccount second = rig.server().open(client)) {
            CompletableFuture<AccessToken> one = later(first);
            gate.awaitArrivals(1);
            CompletableFuture<AccessToken> other = later(second);
            assertThat(other).isNotDone();
            gate.open();
            assertThat(other.get()).isEqualTo(one.get());
        }
        assertThat(rig.tokenRequests()).isEqualTo(1);
    }

    @Test
    void serverWithAValidToken_doesNotWaitForTheOne_thatRefreshes() throws Exception {
        OAuthClient client = rig.client(rig.seed());
        try (OAuthAccount first = rig.accounts.open(client);
                OAuthAccount second = rig.server().open(client)) {
            AccessToken old = first.token(Permission.SMTP_SEND);
            assertThat(second.token(Permission.SMTP_SEND)).isEqualTo(old);
            Gate gate = new Gate();
            rig.sandbox.failTokenRequests(AuthorityFailure.slow(gate));
            rig.pass(Duration.ofMinutes(55));
            CompletableFuture<AccessToken> refreshing = later(first);
            gate.awaitArrivals(1);
            assertThat(second.token(Permission.SMTP_SEND)).isEqualTo(old);
            gate.open();
            AccessToken fresh = refreshing.get();
            rig.pass(Duration.ofSeconds(6));
            assertThat(second.token(Permission.SMTP_SEND)).isEqualTo(fresh).isNotEqualTo(old);
        }
        assertThat(rig.tokenRequests()).isEqualTo(2);
    }

    @Test
    void trap7_straggler_cannotRestoreAnOldRefreshToken() throws Exception {
        Gate gate = new Gate();
        OAuthClient client = rig.client(rig.seed());
        rig.sandbox.failTokenRequests(AuthorityFailure.slow(gate));
        try (OAuthAccount slow = rig.server(rig.store, SHORT_LEASE).open(client);
                OAuthAccount quick = rig.server(rig.store, Rig.LEASE).open(client)) {
            CompletableFuture<AccessToken> straggler = later(slow);
            gate.awaitArrivals(1);
            AccessToken winner = quick.token(Permission.SMTP_SEND); // when the lease of the slow one has ended
            StoredAccount stored = stored(client);
            gate.open();
            assertThat(straggler.get()).isEqualTo(winner);
            assertThat(stored(client).refreshToken()).isEqualTo(stored.refreshToken());
            assertThat(stored(client).version()).isEqualTo(stored.version());
        }
    }

    @Test
    void refusalOfAStraggler_isNotHeld_againstTheWinner() throws Exception {
        rig.close();
        rig = new Rig(
                Files.createDirectory(folder.resolve("kills")),
                Postgres.newStore(folder.resolve("key")),
                builder -> builder.rotationKillsOldToken(true));
        OAuthClient client = rig.client(rig.seed());
        rig.token(client);
        rig.pass(Duration.ofMinutes(55));
        Gate gate = new Gate();
        rig.sandbox.failTokenRequests(AuthorityFailure.slow(gate)); // takes the old token, and kills it
        try (OAuthAccount quick = rig.server(rig.store, SHORT_LEASE).open(client);
                OAuthAccount late = rig.server(rig.store, Rig.LEASE).open(client)) {
            CompletableFuture<AccessToken> winner = later(quick);
            gate.awaitArrivals(1);
            AccessToken current = late.token(Permission.SMTP_SEND); // asks with the dead one
            gate.open();
            AccessToken fresh = winner.get();
            assertThat(fresh).isNotEqualTo(current);
            rig.pass(Duration.ofMinutes(2));
            assertThat(late.token(Permission.SMTP_SEND)).isEqualTo(fresh);
            assertThat(stored(client).failure()).isEmpty();
        }
    }

    @Test
    void lostAnswerOfACommit_isNoLostToken() {
        UnreliableStore unreliable = new UnreliableStore(rig.store);
        OAuthClient client = rig.client(rig.seed());
        try (OAuthAccount account = rig.server(unreliable, Rig.LEASE).open(client)) {
            unreliable.loseNextAnswer();
            assertThatThrownBy(() -> account.token(Permission.SMTP_SEND))
                    .isInstanceOfSatisfying(
                            TokenException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TEMPORARY));
            assertThat(account.token(Permission.SMTP_SEND)).isNotNull();
        }
        assertThat(rig.tokenRequests()).isEqualTo(1);
    }

    @Test
    void storeThatTakesNothing_stillGivesTheTokenThatAnotherServerLeft() {
        OAuthClient client = rig.client(rig.seed());
        AccessToken token = rig.token(client);
        rig.pass(Duration.ofMinutes(55));
        UnreliableStore unreliable = new UnreliableStore(rig.store);
        unreliable.loseKey(true);
        try (OAuthAccount account = rig.server(unreliable, Rig.LEASE).open(client)) {
            assertThat(account.token(Permission.SMTP_SEND)).isEqualTo(token);
        }
        assertThat(rig.tokenRequests()).isEqualTo(1);
    }

    @Test
    void oneRowThatCannotBeRead_doesNotHideTheOthers() {
        rig.token(rig.client(rig.seed()));
        rig.token(rig.client(rig.seed()));
        rig.store.transact(
                JdbcTokenStore.SCHEMA,
                connection -> connection
                        .createStatement()
                        .executeUpdate(
                                "UPDATE oauth_account SET refresh_token = 'tampered' WHERE created_at ="
                                        + " (SELECT MIN(created_at) FROM oauth_account) AND id = (SELECT MIN(id) FROM oauth_account)"));
        assertThat(rig.accounts.accounts())
                .hasSize(2)
                .filteredOn(status -> status.lastFailure().isPresent())
                .singleElement()
                .satisfies(status -> assertThat(status.refreshTokenSince()).isPresent());
    }

    @Test
    void forgottenAccount_startsAnewFromItsSeed() {
        OAuthClient client = rig.client(rig.seed());
        try (OAuthAccount account = rig.accounts.open(client)) {
            AccessToken token = account.token(Permission.SMTP_SEND);
            String name = rig.accounts.accounts().get(0).name();
            assertThat(name).startsWith("own-");
            assertThat(rig.accounts.forget(name)).isTrue();
            assertThat(rig.accounts.forget(name)).isFalse();
            assertThat(account.token(Permission.SMTP_SEND)).isNotEqualTo(token);
        }
    }

    private StoredAccount stored(OAuthClient client) {
        return new JdbcTokenStore(rig.store, Rig.LEASE)
                .read(AccountKey.of(client))
                .orElseThrow();
    }
}
