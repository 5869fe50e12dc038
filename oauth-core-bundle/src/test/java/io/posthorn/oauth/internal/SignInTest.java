package io.posthorn.oauth.internal;

import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.SignIn;
import io.posthorn.sandbox.AuthorityFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Signing in by authorization code; what the browser ends at is pasted. */
class SignInTest {

    @TempDir
    private Path folder;

    private SignInRig work;

    @BeforeEach
    void start() {
        work = new SignInRig(folder);
    }

    @AfterEach
    void stop() {
        work.close();
    }

    private static Map<String, String> query(URI url) {
        return Arrays.stream(url.getQuery().split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> field[1]));
    }

    @Test
    void pastedAddress_putsTheRefreshTokenIntoTheStore() {
        assertThat(work.refusal(() -> work.token(Permission.SMTP_SEND))).contains("Run mail:signin work");
        SignIn.Result result = work.finish(work.pasted());
        assertThat(result.user()).contains(work.alice.address());
        assertThat(result.permissions()).containsExactlyInAnyOrder(Permission.values());
        assertThat(result.missing()).isEmpty();
        int requests = work.rig.tokenRequests();
        assertThat(work.token(Permission.IMAP_ACCESS)).isNotNull();
        assertThat(work.rig.tokenRequests()).as("its access token is used, too").isEqualTo(requests);
        work.rig.pass(Duration.ofMinutes(55));
        assertThat(work.token(Permission.IMAP_ACCESS)).isNotNull();
        assertThat(work.rig.tokenRequests()).isEqualTo(requests + 1);
    }

    @Test
    void consentUrl_asksForALoginWithProofKeyAndState() {
        work.fill("user", "alice@contoso.test", "tenant", work.sandbox.tenantId());
        SignIn.Prompt prompt = work.signIn.begin("work", SignInRig.NATIVE_CLIENT);
        assertThat(prompt.url().toString())
                .startsWith(work.sandbox.authority() + "/" + work.sandbox.tenantId() + "/oauth2/v2.0/authorize?");
        assertThat(query(prompt.url()))
                .containsEntry("client_id", work.sandbox.clientId())
                .containsEntry("response_type", "code")
                .containsEntry("response_mode", "query")
                .containsEntry("prompt", "login")
                .containsEntry("login_hint", "alice@contoso.test")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", work.sandbox.authority() + "/common/oauth2/nativeclient");
        assertThat(query(prompt.url()).get("code_challenge")).hasSize(43);
        assertThat(query(prompt.url()).get("state")).hasSize(22); // 128 bits
        assertThat(prompt.user()).contains("alice@contoso.test");
        assertThat(prompt.until()).isEqualTo(work.rig.now.plus(Duration.ofMinutes(10)));
    }

    @Test
    void leastPrivilege_whatPagesNeedIsAskedFor_andNoMore() {
        OAuthAccount sender = work.rig.accounts.account("work", Permission.SMTP_SEND);
        assertThat(query(work.signIn.begin("work", SignInRig.NATIVE_CLIENT).url()))
                .containsEntry("scope", "https://outlook.office.com/SMTP.Send offline_access");
        OAuthAccount reader = work.rig.accounts.account("work", Permission.IMAP_ACCESS);
        assertThat(query(work.signIn.begin("work", SignInRig.NATIVE_CLIENT).url())
                        .get("scope"))
                .isEqualTo("https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send"
                        + " offline_access");
        assertThat(work.finish(work.pasted()).permissions())
                .containsExactlyInAnyOrder(Permission.SMTP_SEND, Permission.IMAP_ACCESS);
        reader.close();
        sender.close();
    }

    @Test
    void ownRedirectUri_isTakenInPlaceOfMicrosoftsPage() {
        SignIn.Prompt prompt = work.signIn.begin("work", Optional.of(URI.create("http://localhost")));
        String address = work.visitor.signIn(prompt.url(), work.alice);
        assertThat(address.startsWith("http://localhost?code=")).isTrue();
        assertThat(work.finish(address).user()).contains(work.alice.address());
    }

    @Test
    void pastedInManyWays_isUnderstood() {
        assertThat(work.finish("  '" + work.pasted() + "#' ").user()).isPresent();
        assertThat(work.finish(work.pasted().replaceFirst("^https://", "")).user())
                .isPresent();
        assertThat(work.finish(work.pasted().replaceFirst("^.*\\?", "")).user()).isPresent();
    }

    @Test
    void bareCode_isTakenForTheOnePendingSignIn() {
        String code = work.pasted().replaceFirst(".*[?&]code=", "").replaceFirst("&.*", "");
        assertThat(work.finish(code).user()).contains(work.alice.address());
        String cutOutWithTooMuch = work.pasted().replaceFirst(".*[?&]code=", "");
        assertThat(work.finish(cutOutWithTooMuch).user()).isPresent();
    }

    @Test
    void bareCodeOfAnotherSignIn_failsAtItsProofKey() {
        String code = work.pasted().replaceFirst(".*[?&]code=", "").replaceFirst("&.*", "");
        work.signIn.begin("work", SignInRig.NATIVE_CLIENT);
        assertThat(work.refusal(() -> work.finish(code)))
                .contains("AADSTS501481", "The code is one of another sign-in", "mail:signin");
        assertThat(work.refusal(() -> work.token(Permission.SMTP_SEND))).contains("Nobody has signed in");
    }

    @Test
    void foreignAddress_isRefused_andDoesNoHarm() {
        String foreign = work.pasted();
        String own = work.pasted();
        assertThat(work.refusal(() -> work.finish(foreign)))
                .contains("answer to another sign-in", "'work'", "Begin again: mail:signin work.");
        assertThat(work.refusal(() -> work.finish(own.replaceFirst("&state=[^&]*", ""))))
                .contains("'state' is another, or is missing");
        assertThat(work.finish(own).user()).isPresent();
    }

    @Test
    void secondUse_isRefused() {
        String address = work.pasted();
        work.finish(address);
        assertThat(work.refusal(() -> work.finish(address))).contains("has had its answer already", "mail:signin work");
        assertThat(work.token(Permission.SMTP_SEND)).isNotNull();
    }

    @Test
    void tooLate_isRefused() {
        String address = work.pasted();
        work.rig.pass(Duration.ofMinutes(10));
        assertThat(work.refusal(() -> work.finish(address)))
                .contains("took longer than 10 minutes", "mail:signin work");
    }

    @Test
    void declinedConsent_isSaid() {
        URI url = work.signIn.begin("work", SignInRig.NATIVE_CLIENT).url();
        assertThat(work.refusal(() -> work.finish(work.visitor.decline(url))))
                .startsWith("The authority refused the sign-in: access_denied, AADSTS65004")
                .contains("The user declined the consent", "/organizations/v2.0/adminconsent?client_id=");
    }

    @Test
    void whatIsNoAddress_isRefused() {
        URI url = work.signIn.begin("work", SignInRig.NATIVE_CLIENT).url();
        for (String text : new String[] {"", "hello world", "https://login.microsoftonline.com/", url.toString()}) {
            assertThat(work.refusal(() -> work.finish(text))).contains("not what a sign-in ends with", "'code='");
        }
    }

    @Test
    void withoutABeginning_thereIsNoEnd() {
        assertThat(work.refusal(() -> work.finish("0.ASY")))
                .isEqualTo("No sign-in of the account 'work' is waiting for an answer. Begin again: mail:signin work.");
    }

    @Test
    void unknownAccount_isRefusedWithThoseThereAre() {
        assertThat(work.refusal(() -> work.signIn.begin("wrok", SignInRig.NATIVE_CLIENT)))
                .contains("There is no OAuth 2.0 account 'wrok'. There are: work.");
        work.fill("cloud", "Mars");
        assertThat(work.refusal(() -> work.signIn.begin("work", SignInRig.NATIVE_CLIENT)))
                .contains("Cloud is 'Mars'");
    }

    @Test
    void appOnlyAccount_signsInByItself() {
        work.fill("grant", "client_credentials", "tenant", work.sandbox.tenantId());
        for (var call : new org.assertj.core.api.ThrowableAssert.ThrowingCallable[] {
            () -> work.signIn.begin("work", SignInRig.NATIVE_CLIENT),
            () -> work.signIn.listen("work", 0),
            () -> work.finish("0.ASY"),
            () -> work.signIn.byDevice("work", text -> {})
        }) {
            assertThat(work.refusal(call)).contains("'work' is app-only", "Grant");
        }
    }

    @Test
    void anotherUserThanTheSignInUser_isRefused() {
        work.fill("user", "bob@contoso.test");
        assertThat(work.refusal(() -> work.finish(work.pasted())))
                .contains(work.alice.address() + " has signed in", "names bob@contoso.test", "nothing is stored");
        assertThat(work.refusal(() -> work.token(Permission.SMTP_SEND))).contains("Nobody has signed in");
        work.fill("user", work.alice.address().toUpperCase(java.util.Locale.ROOT));
        assertThat(work.finish(work.pasted()).user()).contains(work.alice.address());
    }

    @Test
    void withoutOfflineAccess_nothingIsStored() {
        URI url = work.signIn.begin("work", SignInRig.NATIVE_CLIENT).url();
        URI less = URI.create(url.toString().replace("%20offline_access", ""));
        assertThat(work.refusal(() -> work.finish(work.visitor.signIn(less, work.alice))))
                .contains("gave no refresh token", "nothing is stored", "offline_access");
        assertThat(work.refusal(() -> work.token(Permission.SMTP_SEND))).contains("Nobody has signed in");
    }

    @Test
    void missingConsent_isNamedWithTheUrlThatAddsIt() {
        String address = work.pasted();
        work.sandbox.failTokenRequests(AuthorityFailure.aadsts(65001));
        assertThat(work.refusal(() -> work.finish(address)))
                .contains(
                        "AADSTS65001",
                        work.sandbox.authority() + "/organizations/v2.0/adminconsent?client_id="
                                + work.sandbox.clientId()
                                + "&scope=https%3A%2F%2Foutlook.office.com%2FIMAP.AccessAsUser.All%20");
    }

    @Test
    void unreachableAuthority_leavesTheAddressGood() {
        String address = work.pasted();
        work.sandbox.failTokenRequests(AuthorityFailure.json(503));
        assertThat(work.refusal(() -> work.finish(address)))
                .contains("still good", "paste the browser's last address again: mail:signin work");
        assertThat(work.finish(address).user()).isPresent();
    }

    @Test
    void accountInUse_usesItAtOnce_whateverItsPageHolds() {
        String dead = work.rig.seed();
        work.sandbox.revoke(dead, 50173);
        work.fill(".refresh.token", dead);
        try (OAuthAccount account = work.rig.accounts.account("work")) {
            assertThat(work.refusal(() -> account.token(Permission.SMTP_SEND)))
                    .contains("AADSTS50173", "Sign in again: mail:signin with the account's name");
            work.finish(work.pasted());
            assertThat(account.token(Permission.SMTP_SEND)).isNotNull();
            work.rig.pass(Duration.ofMinutes(55));
            assertThat(account.token(Permission.SMTP_SEND)).isNotNull();
        }
        assertThat(work.rig.accounts.accounts().get(0).lastFailure()).isEmpty();
    }

    @Test
    void anotherUsersTokens_areGoneWithTheNextSignIn() {
        work.finish(work.pasted());
        OAuthAccount sender = work.rig.accounts.account("work", Permission.SMTP_SEND);
        URI url = work.signIn.begin("work", SignInRig.NATIVE_CLIENT).url();
        work.finish(work.visitor.signIn(url, work.sandbox.user("bob")));
        assertThat(work.rig.accounts.accounts().get(0).user()).contains("bob@contoso.test");
        assertThat(work.refusal(() -> work.token(Permission.POP_ACCESS))).contains("AADSTS65001", "adminconsent");
        sender.close();
    }

    @Test
    void accountOfAnotherPagesFields_signsInToo() {
        String dead = work.rig.seed();
        work.sandbox.revoke(dead, 50173);
        try (OAuthAccount account = work.rig.accounts.open(work.rig.client(dead), Permission.SMTP_SEND)) {
            String name = work.rig.accounts.accounts().stream()
                    .map(status -> status.name())
                    .filter(each -> each.startsWith("own-"))
                    .findFirst()
                    .orElseThrow();
            SignIn.Prompt prompt = work.signIn.begin(name, SignInRig.NATIVE_CLIENT);
            assertThat(query(prompt.url()).get("scope")).endsWith("/SMTP.Send offline_access");
            work.signIn.finish(name, work.visitor.signIn(prompt.url(), work.alice));
            assertThat(account.token(Permission.SMTP_SEND)).isNotNull();
        }
    }

    @Test
    void anotherServer_finishesWhatThisOneBegan() {
        String address = work.pasted();
        Accounts other = work.rig.server();
        work.fill(other);
        assertThat(work.on(other).finish("work", address).user()).isPresent();
        assertThat(work.token(Permission.SMTP_SEND)).isNotNull();
        assertThat(work.refusal(() -> work.finish(address))).contains("has had its answer already");
    }

    @Test
    void otherClientSecret_redeemsTheCodeToo() {
        work.fill(".client.secret", "outdated", ".other.client.secret", work.sandbox.clientSecret());
        assertThat(work.finish(work.pasted()).user()).isPresent();
        assertThat(work.token(Permission.SMTP_SEND)).isNotNull();
    }

    @Test
    void permissionThatWasNotGranted_isNamed() {
        SignInEndpoint sparing = new SignInEndpoint() {
            @Override
            public SignInAnswer redeem(OAuthClient client, AuthorizationCode code, Set<String> scopes) {
                return less(work.rig.endpoint.redeem(client, code, scopes));
            }

            @Override
            public SignInAnswer byDevice(OAuthClient client, Set<String> scopes, Consumer<String> instructions) {
                return less(work.rig.endpoint.byDevice(client, scopes, instructions));
            }
        };
        AccountSignIn signIn = new AccountSignIn(
                work.rig.accounts, sparing, new JdbcSignIns(work.rig.store), () -> work.rig.now, work.rig.threads);
        SignIn.Result result = signIn.finish("work", work.pasted());
        assertThat(result.permissions()).containsExactly(Permission.SMTP_SEND);
        assertThat(result.missing()).containsExactlyInAnyOrder(Permission.IMAP_ACCESS, Permission.POP_ACCESS);
        assertThat(result.consentUrl().toString()).contains("/v2.0/adminconsent?", "POP.AccessAsUser.All");
    }

    private static SignInAnswer less(SignInAnswer answer) {
        TokenResponse all = answer.tokens();
        return new SignInAnswer(
                new TokenResponse(
                        all.accessToken(),
                        all.life(),
                        Set.of("https://outlook.office.com/SMTP.Send"),
                        all.refreshToken()),
                answer.user());
    }

    /** Somebody has pressed Ctrl-C. */
    @Test
    @Timeout(60)
    void stoppedCommand_losesNoToken() {
        String address = work.pasted();
        Thread.currentThread().interrupt();
        assertThat(work.refusal(() -> work.finish(address))).contains("The thread was stopped");
        assertThat(Thread.interrupted()).isTrue();
        while (work.rig.accounts.accounts().get(0).refreshTokenSince().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(work.token(Permission.SMTP_SEND)).isNotNull();
    }

    @Test
    void store_holdsNoSecretInTheClear() {
        work.finish(work.pasted());
        String rows = String.join("\n", Rows.all(work.rig.store));
        assertThat(work.sandbox.issuedSecrets().stream().noneMatch(rows::contains))
                .isTrue();
        assertThat(Rows.read(work.rig.store, "SELECT verifier FROM oauth_sign_in"))
                .hasSize(1)
                .allMatch(row -> row.length() > 100);
    }
}
