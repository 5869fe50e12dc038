package io.posthorn.oauth.internal;

import io.posthorn.oauth.Permission;
import io.posthorn.oauth.SignIn;
import io.posthorn.sandbox.AuthorityFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Signing in with a code that is typed in on another machine. */
@Timeout(60)
class DeviceSignInTest {

    private final SignInRig work;

    DeviceSignInTest(@TempDir Path folder) {
        work = new SignInRig(folder, builder -> builder.publicClient(true));
        work.fill(".client.secret", "");
    }

    @AfterEach
    void stop() {
        work.close();
    }

    private Map<String, String> alice() {
        return Map.of("login", work.alice.address(), "passwd", work.alice.password());
    }

    @Test
    void codeTypedInElsewhere_putsTheRefreshTokenIntoTheStore() {
        SignIn.Result result = work.signIn.byDevice("work", text -> {
            assertThat(text).contains("/devicelogin");
            work.visitor.onDevicePage(text, alice());
        });
        assertThat(result.user()).contains(work.alice.address());
        assertThat(work.token(Permission.SMTP_SEND)).isNotNull();
        work.rig.pass(Duration.ofMinutes(55));
        assertThat(work.token(Permission.SMTP_SEND)).isNotNull();
    }

    /** Five seconds long: so long MSAL4J waits before it asks again. */
    @Test
    void waitsWhileNobodyHasTypedItIn() {
        work.sandbox.failTokenRequests(AuthorityFailure.oauth("slow_down"));
        SignIn.Result result = work.signIn.byDevice("work", text -> work.visitor.onDevicePage(text, alice()));
        assertThat(result.user()).isPresent();
    }

    @Test
    void declined_isSaid() {
        assertThat(work.refusal(() -> work.signIn.byDevice(
                        "work", text -> work.visitor.onDevicePage(text, Map.of("consent", "decline")))))
                .contains("authorization_declined", "declined", "mail:signin");
    }

    @Test
    void expired_isSaid() {
        assertThat(work.refusal(() -> work.signIn.byDevice("work", text -> work.rig.pass(Duration.ofMinutes(16)))))
                .contains("expired_token", "Nobody entered the device code in time", "mail:signin --device");
    }

    @Test
    void anotherUserThanTheSignInUser_isRefused() {
        work.fill(".client.secret", "", "user", "bob@contoso.test");
        assertThat(work.refusal(() -> work.signIn.byDevice("work", text -> work.visitor.onDevicePage(text, alice()))))
                .contains("names bob@contoso.test", "nothing is stored");
    }

    @Test
    void accountWithASecret_isToldToLeaveItEmpty() {
        work.fill();
        assertThat(work.refusal(() -> work.signIn.byDevice("work", text -> {})))
                .contains(
                        "has a client secret", "allow public client flows", "leave Client Secret", "mail:signin work");
        assertThat(work.sandbox.tokenRequests()).isEmpty();
    }
}
