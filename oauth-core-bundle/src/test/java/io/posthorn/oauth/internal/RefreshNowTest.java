package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.sandbox.AuthorityFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A person asks for new tokens at once, and reads how an account is. */
class RefreshNowTest {

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

    private AccountStatus status() {
        return rig.accounts.accounts().get(0);
    }

    @Test
    void refresh_asksTheAuthority_thoughTheTokenInHandIsGood() {
        try (OAuthAccount account = rig.accounts.open(rig.client(rig.seed()))) {
            AccessToken first = account.token(Permission.SMTP_SEND);
            rig.accounts.refresh(status().name());
            assertThat(rig.tokenRequests()).isEqualTo(2);
            assertThat(account.token(Permission.SMTP_SEND)).isNotEqualTo(first);
            assertThat(rig.tokenRequests()).isEqualTo(2);
        }
    }

    @Test
    void refresh_beforeTheFirstMail_asksForWhatThePageNeeds() {
        try (OAuthAccount account = rig.accounts.open(rig.client(rig.seed()), Permission.SMTP_SEND)) {
            rig.accounts.refresh(status().name());
            assertThat(status().permissions()).contains(Permission.SMTP_SEND);
            account.token(Permission.SMTP_SEND);
            assertThat(rig.tokenRequests()).isEqualTo(1);
        }
    }

    @Test
    void refresh_ofAnAccountThatNoPageUses_saysSo() {
        assertThatThrownBy(() -> rig.accounts.refresh("nobody"))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("There is no OAuth 2.0 account 'nobody'");
    }

    @Test
    void refresh_leavesAnAuthorityAloneThatHasAskedForIt() {
        try (OAuthAccount account = rig.accounts.open(rig.client(rig.seed()))) {
            rig.sandbox.failTokenRequests(AuthorityFailure.throttled(Duration.ofSeconds(90)));
            assertThatThrownBy(() -> account.token(Permission.SMTP_SEND)).isInstanceOf(TokenException.class);
            int asked = rig.tokenRequests();
            TokenException refused =
                    catchThrowableOfType(TokenException.class, () -> rig.accounts.refresh(status().name()));
            assertThat(refused.retryAfter()).contains(Duration.ofSeconds(90));
            assertThat(rig.tokenRequests()).isEqualTo(asked);
            rig.pass(Duration.ofSeconds(91));
            rig.accounts.refresh(status().name());
            assertThat(rig.tokenRequests()).isEqualTo(asked + 1);
        }
    }

    @Test
    void summary_tellsHowAnAccountIs_andByWhenAPersonMustAct() {
        try (OAuthAccount account = rig.accounts.open(rig.client(rig.seed()))) {
            assertThat(status().summary(rig.now)).startsWith("It has not been used yet");
            assertThat(status().actBy()).isEmpty();
            account.token(Permission.SMTP_SEND);
            assertThat(status().summary(rig.now)).startsWith("It works.");
            assertThat(status().actBy().orElseThrow())
                    .isBetween(rig.now.plus(Duration.ofDays(89)), rig.now.plus(Duration.ofDays(90)));
            rig.sandbox.failAllTokenRequests(AuthorityFailure.aadsts(50173));
            TokenException revoked =
                    catchThrowableOfType(TokenException.class, () -> rig.accounts.refresh(status().name()));
            assertThat(revoked.kind()).isEqualTo(Kind.SIGN_IN_NEEDED);
            assertThat(status().needsPerson()).isTrue();
            assertThat(status().summary(rig.now)).startsWith("A person must sign in. Until ");
            assertThat(status().actBy()).isEqualTo(status().lastFailure().map(AccountStatus.Failure::at));
            rig.pass(Duration.ofHours(2));
            assertThat(status().summary(rig.now)).isEqualTo("A person must sign in. No mail goes until then.");
        }
        assertThat(status().summary(rig.now)).isEqualTo("No page uses it: only its stored tokens are left.");
        assertThat(status().needsPerson()).isFalse();
        assertThat(status().actBy()).isEmpty();
    }
}
