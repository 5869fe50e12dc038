package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.oauth.internal.AccountConfig;
import io.posthorn.oauth.internal.AccountPageComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.util.converter.Converters;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Pages that log in with a named account. */
class NamedAccountTest {

    private final Stand stand = new Stand();
    private final Map<String, String> account = new HashMap<>(Map.of(
            "name", "work",
            "client.id", stand.sandbox.clientId(),
            ".client.secret", stand.sandbox.clientSecret(),
            ".refresh.token", stand.sandbox.newRefreshToken(stand.alice),
            "authority", stand.sandbox.authority().toString()));

    @AfterEach
    void stop() {
        stand.close();
    }

    private void fill(String pid, String... changes) {
        Map<String, String> page = new HashMap<>(account);
        for (int i = 0; i < changes.length; i += 2) {
            page.put(changes[i], changes[i + 1]);
        }
        page.put("service.pid", pid);
        AccountConfig config = Converters.standardConverter().convert(page).to(AccountConfig.class);
        new AccountPageComponent(config, new HashMap<>(page), stand.tokens);
    }

    private EmailService service(String... changes) {
        Map<String, String> page = stand.page();
        page.keySet().removeAll(java.util.List.of("client.id", ".client.secret", ".refresh.token", "authority"));
        page.put("oauth.account", "work");
        for (int i = 0; i < changes.length; i += 2) {
            page.put(changes[i], changes[i + 1]);
        }
        return stand.service(page);
    }

    private void send(EmailService service) {
        service.sendWithDocument(
                Email.builder()
                        .from(stand.alice.address())
                        .to(stand.alice.address())
                        .subject("Report")
                        .build(),
                Document.of("report.txt", "text/plain", new byte[] {1}));
    }

    private void assertRefused(EmailService service, String... sentences) {
        assertThatThrownBy(() -> send(service)).isInstanceOfSatisfying(EmailException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.APPLICATION);
            assertThat(e.getMessage()).contains(sentences);
        });
    }

    @Test
    void severalPages_useOneAccountWithOneToken() {
        fill("io.posthorn.oauth.account~work");
        send(service());
        send(service());
        assertThat(stand.sandbox.messages(stand.alice)).hasSize(2);
        assertThat(stand.sandbox.tokenRequests()).hasSize(1);
    }

    @Test
    void aPageWithTheSameFields_isTheSameAccount() {
        fill("io.posthorn.oauth.account~work");
        send(service());
        Map<String, String> own = stand.page();
        own.putAll(account);
        own.remove("name");
        send(stand.service(own));
        assertThat(stand.sandbox.tokenRequests()).hasSize(1);
    }

    @Test
    void accountThatComesAfterThePage_isFound() {
        EmailService service = service();
        assertRefused(service, "There is no OAuth 2.0 account 'work'. There are none.", "io.posthorn.oauth.account");
        fill("io.posthorn.oauth.account~other", "name", "other");
        assertRefused(service, "There is no OAuth 2.0 account 'work'. There are: other.");
        fill("io.posthorn.oauth.account~work");
        send(service);
    }

    @Test
    void newRefreshTokenOnTheAccountsPage_isUsedByTheNextMail() {
        String dead = stand.sandbox.newRefreshToken(stand.alice);
        stand.sandbox.revoke(dead, 700082);
        fill("io.posthorn.oauth.account~work", ".refresh.token", dead);
        EmailService service = service();
        assertThatThrownBy(() -> send(service))
                .hasMessageContaining("AADSTS700082")
                .hasMessageContaining("those of the account 'work' on its page OAuth 2.0 account");
        fill("io.posthorn.oauth.account~work");
        send(service);
        assertThat(stand.sandbox.messages(stand.alice)).hasSize(1);
    }

    @Test
    void twoAccountsOfOneName_areBothNamed() {
        fill("io.posthorn.oauth.account~a");
        fill("io.posthorn.oauth.account~b");
        EmailService service = service();
        assertRefused(
                service,
                "Several pages have the Name 'work'",
                "io.posthorn.oauth.account~a",
                "io.posthorn.oauth.account~b");
        stand.tokens.remove("io.posthorn.oauth.account~a");
        send(service);
    }

    @Test
    void accountAndOwnFields_areNotBothTaken() {
        fill("io.posthorn.oauth.account~work");
        assertRefused(
                service("client.id", stand.sandbox.clientId()),
                "On the page Email service (io.posthorn.email), the field Client ID is filled in, and the field OAuth"
                        + " Account is 'work'.",
                "empty the other");
        assertThat(stand.sandbox.tokenRequests()).isEmpty();
    }

    @Test
    void wrongAccountPage_isExplainedByThePageThatUsesIt() {
        fill("io.posthorn.oauth.account~work", "client.id", "");
        assertRefused(
                service(),
                "On the page OAuth 2.0 account (io.posthorn.oauth.account~work), the field Client ID is empty.");
        fill("io.posthorn.oauth.account~work", "name", "");
        assertRefused(service(), "There is no OAuth 2.0 account 'work'. There are none.");
        assertThat(stand.tokens.accounts())
                .singleElement()
                .satisfies(status ->
                        assertThat(status.lastFailure().orElseThrow().message()).contains("the field Name is empty"));
    }

    @Test
    void removedAccount_endsAndKeepsItsTokens() {
        fill("io.posthorn.oauth.account~work");
        EmailService service = service();
        send(service);
        stand.tokens.remove("io.posthorn.oauth.account~work");
        assertRefused(service, "There is no OAuth 2.0 account 'work'.");
        assertThat(stand.tokens.accounts()).singleElement().satisfies(status -> {
            assertThat(status.name()).isEqualTo("work");
            assertThat(status.inUse()).isFalse();
            assertThat(status.refreshTokenSince()).isPresent();
        });
        assertThat(stand.tokens.forget("work")).isTrue();
        assertThat(stand.tokens.accounts()).isEmpty();
    }

    /** Trap 16 of peers: a session of an earlier connection must not bring its old token along. */
    @Test
    void trap16_everyConnection_usesTheTokenOfItsTime() {
        fill("io.posthorn.oauth.account~work");
        EmailService service = service();
        send(service);
        stand.now = stand.now.plus(Duration.ofHours(2));
        send(service);
        stand.now = stand.now.plus(Duration.ofHours(2));
        service.receive(io.posthorn.email.Query.newest(), mail -> {});
        assertThat(stand.sandbox.tokenRequests()).hasSize(3);
    }
}
