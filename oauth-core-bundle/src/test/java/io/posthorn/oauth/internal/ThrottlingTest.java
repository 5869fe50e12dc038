package io.posthorn.oauth.internal;

import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException;
import io.posthorn.sandbox.AuthorityFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An authority that wants to be left alone is left alone, and only as long as it wants. */
class ThrottlingTest {

    @TempDir
    private Path folder;

    private Rig rig;
    private OAuthAccount account;

    @BeforeEach
    void start() {
        rig = new Rig(folder);
        account = rig.accounts.open(rig.client(rig.seed()));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void assertNoToken(String sentence) {
        assertThatThrownBy(() -> account.token(Permission.SMTP_SEND))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void retryAfter_isKept() {
        rig.sandbox.failTokenRequests(AuthorityFailure.throttled(Duration.ofSeconds(90)));
        assertNoToken("AADSTS90055");
        rig.pass(Duration.ofSeconds(89));
        assertNoToken("AADSTS90055");
        assertThat(rig.tokenRequests()).isEqualTo(1);
        rig.pass(Duration.ofSeconds(2));
        assertThat(account.token(Permission.SMTP_SEND)).isNotNull();
    }

    @Test
    void requestLoop_isEnded_evenWithoutRetryAfter() {
        rig.sandbox.failTokenRequests(AuthorityFailure.aadsts(50196));
        for (int i = 0; i < 10; i++) {
            assertNoToken("AADSTS50196");
        }
        assertThat(rig.tokenRequests()).isEqualTo(1);
        rig.pass(Duration.ofSeconds(61));
        assertThat(account.token(Permission.SMTP_SEND)).isNotNull();
    }

    @Test
    void deadRefreshToken_isAskedForOnceAMinute_butANewSeedAtOnce() {
        rig.sandbox.failAllTokenRequests(AuthorityFailure.aadsts(50173));
        for (int i = 0; i < 10; i++) {
            assertNoToken("AADSTS50173");
        }
        assertThat(rig.tokenRequests()).isEqualTo(1);
        rig.sandbox.clearTokenFailures();
        assertThat(rig.token(rig.client(rig.seed()))).isNotNull();
        rig.pass(Duration.ofSeconds(61));
        assertThat(account.token(Permission.SMTP_SEND)).isNotNull();
    }

    @Test
    void networkTrouble_isNoReasonToRest_whereNoTokenIsLeft() {
        rig.sandbox.failTokenRequests(AuthorityFailure.cut());
        assertNoToken("cannot be reached");
        assertThat(account.token(Permission.SMTP_SEND)).isNotNull();
    }
}
