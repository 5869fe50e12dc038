package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.sandbox.AuthorityFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** What happens in the background, before anybody has to wait for a token. */
class RefreshAheadTest {

    @TempDir
    private Path folder;

    private Rig rig;

    @AfterEach
    void stop() {
        rig.close();
    }

    private void start(Duration accessTokenLife) {
        rig = new Rig(
                folder,
                io.posthorn.store.internal.Stores.embedded(folder.resolve("store")),
                builder -> builder.accessTokenLife(accessTokenLife));
    }

    private void lookAfter(Duration time) {
        rig.pass(time);
        rig.look(rig.accounts);
    }

    @Test
    void tokenInUse_isRefreshedAfterThreeQuartersOfItsLife_andNobodyWaits() {
        start(Duration.ofMinutes(80));
        try (OAuthAccount account = rig.accounts.open(rig.client(rig.seed()))) {
            AccessToken first = account.token(Permission.SMTP_SEND);
            account.token(Permission.SMTP_SEND);
            lookAfter(Duration.ofMinutes(59));
            assertThat(account.token(Permission.SMTP_SEND)).isEqualTo(first);
            lookAfter(Duration.ofMinutes(2));
            assertThat(rig.tokenRequests()).isEqualTo(2);
            assertThat(account.token(Permission.SMTP_SEND)).isNotEqualTo(first);
            assertThat(rig.tokenRequests()).isEqualTo(2);
        }
    }

    @Test
    void tokenOfHalfAnHour_isRefreshedTenMinutesBeforeItsEnd() {
        start(Duration.ofMinutes(30));
        try (OAuthAccount account = rig.accounts.open(rig.client(rig.seed()))) {
            account.token(Permission.SMTP_SEND);
            account.token(Permission.SMTP_SEND);
            lookAfter(Duration.ofMinutes(19));
            assertThat(rig.tokenRequests()).isEqualTo(1);
            lookAfter(Duration.ofMinutes(2));
            assertThat(rig.tokenRequests()).isEqualTo(2);
        }
    }

    @Test
    void shortToken_isRefreshedAfterHalfItsLife() {
        start(Duration.ofMinutes(10));
        try (OAuthAccount account = rig.accounts.open(rig.client(rig.seed()))) {
            account.token(Permission.SMTP_SEND);
            account.token(Permission.SMTP_SEND);
            lookAfter(Duration.ofMinutes(4));
            assertThat(rig.tokenRequests()).isEqualTo(1);
            lookAfter(Duration.ofMinutes(2));
            assertThat(rig.tokenRequests()).isEqualTo(2);
        }
    }

    @Test
    void idleAccount_isRefreshedWeekly_soThatItDoesNotDieOfDisuse() {
        start(Duration.ofMinutes(60));
        try (OAuthAccount account = rig.accounts.open(rig.client(rig.seed()))) {
            account.token(Permission.SMTP_SEND);
            lookAfter(Duration.ofDays(6));
            assertThat(rig.tokenRequests()).isEqualTo(1);
            for (int week = 0; week < 20; week++) {
                lookAfter(Duration.ofDays(8));
                assertThat(rig.tokenRequests()).isEqualTo(week + 2);
            }
        }
    }

    @Test
    void accountThatWasNeverUsed_isRefreshedWeekly_withoutAnyMailPermission() {
        start(Duration.ofMinutes(60));
        try (OAuthAccount account = rig.accounts.open(rig.client(rig.seed()))) {
            rig.look(rig.accounts);
            assertThat(rig.tokenRequests()).isZero();
            lookAfter(Duration.ofDays(8));
            assertThat(rig.tokenRequests()).isEqualTo(1);
            AccountStatus status = rig.accounts.accounts().get(0);
            assertThat(status.lastFailure()).isEmpty();
            assertThat(status.refreshTokenSince()).contains(status.lastRefresh().orElseThrow());
            assertThat(account.token(Permission.SMTP_SEND)).isNotNull();
        }
    }

    @Test
    void accountThatNoPageUses_isLeftAlone_andItsTokenStays() {
        start(Duration.ofMinutes(60));
        OAuthClient client = rig.client(rig.seed());
        rig.token(client);
        lookAfter(Duration.ofDays(30));
        assertThat(rig.tokenRequests()).isEqualTo(1);
        assertThat(rig.accounts.accounts())
                .singleElement()
                .satisfies(status -> assertThat(status.inUse()).isFalse())
                .satisfies(status -> assertThat(status.refreshTokenSince()).isPresent());
    }

    @Test
    void deadAccount_isAskedForLessAndLess() {
        start(Duration.ofMinutes(60));
        OAuthClient client = rig.client(rig.seed());
        try (OAuthAccount account = rig.accounts.open(client)) {
            account.token(Permission.SMTP_SEND);
            rig.sandbox.failAllTokenRequests(AuthorityFailure.aadsts(50173));
            rig.pass(Duration.ofDays(8));
            for (int quarter = 0; quarter < 4 * 60 * 24; quarter++) {
                lookAfter(Duration.ofSeconds(15));
            }
            assertThat(rig.tokenRequests()).isBetween(10, 40);
            AccountStatus.Failure failure =
                    rig.accounts.accounts().get(0).lastFailure().orElseThrow();
            assertThat(failure.kind()).isEqualTo(Kind.SIGN_IN_NEEDED);
            assertThat(failure.code()).isEqualTo("AADSTS50173");
            assertThat(failure.correlationId()).isNotEmpty();
        }
    }
}
