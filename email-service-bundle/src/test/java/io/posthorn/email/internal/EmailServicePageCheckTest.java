package io.posthorn.email.internal;

import io.posthorn.sandbox.AuthorityFailure;
import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** What the web console is told before the page is saved. */
class EmailServicePageCheckTest {

    private Stand stand;

    @BeforeEach
    void start() {
        stand = new Stand(Sandbox.builder().passwords(true).start());
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private Optional<String> check(Map<String, String> page, Duration limit) {
        return new EmailServicePageCheck(stand.tokens, stand.network, limit)
                .check(EmailServicePage.PID, new HashMap<>(page));
    }

    private Optional<String> check(String... changes) {
        Map<String, String> page = stand.page();
        for (int i = 0; i < changes.length; i += 2) {
            page.put(changes[i], changes[i + 1]);
        }
        return check(page, Duration.ofMinutes(2));
    }

    private String[] password(String word) {
        return new String[] {
            "oauth", "false",
            "smtp.password", "",
            ".smtp.password", word,
            ".receive.password", word,
            "client.id", "",
            ".client.secret", "",
            ".refresh.token", ""
        };
    }

    @Test
    void aPageThatWorks_isTaken() {
        assertThat(check()).isEmpty();
        assertThat(check(password(stand.alice.password()))).isEmpty();
    }

    @Test
    void aFieldThatIsWrong_isNamed() {
        assertThat(check("smtp.port", "587o").orElseThrow()).contains("SMTP Port Number", "587o");
    }

    @Test
    void aPasswordThatTheServerRefuses_isRefused_andNotRepeated() {
        assertThat(check(password("planted-wrong-password")).orElseThrow())
                .contains("SMTP User", "Email service")
                .doesNotContain("planted-wrong-password");
    }

    @Test
    void aMailboxThatTheTokenIsNotFor_isRefused() {
        String bob = stand.sandbox.user("bob").address();
        assertThat(check("smtp.user", bob, "receive.user", bob).orElseThrow())
                .contains(bob, "The fields are on the page Email service");
    }

    @Test
    void aRefreshTokenThatIsDead_orAnAuthorityThatIsAway_keepsNobodyFromSaving() {
        stand.sandbox.failAllTokenRequests(AuthorityFailure.aadsts(700082));
        assertThat(check()).isEmpty();
        stand.sandbox.failAllTokenRequests(AuthorityFailure.json(503));
        assertThat(check()).isEmpty();
    }

    @Test
    void anAccountThatIsNotThereYet_keepsNobodyFromSaving() {
        assertThat(check("oauth.account", "later", "client.id", "", ".client.secret", "", ".refresh.token", ""))
                .isEmpty();
    }

    @Test
    void aServerThatIsAway_keepsTheOtherFromNothing() {
        String bob = stand.sandbox.user("bob").address();
        assertThat(check("smtp.port", "1")).isEmpty();
        assertThat(check("smtp.port", "1", "receive.user", bob).orElseThrow()).contains(bob);
    }

    @Test
    void aServerThatDoesNotAnswer_isWaitedForNoLongerThanTheLimit() {
        FaultProxy proxy = stand.sandbox.proxy(Protocol.SMTP).latency(Duration.ofMinutes(5));
        Map<String, String> page = stand.page();
        page.put("smtp.port", String.valueOf(proxy.port()));
        assertThat(check(page, Duration.ofSeconds(1))).isEmpty();
    }
}
