package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.Credential;
import io.posthorn.oauth.Grant;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.internal.msal.Claims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Everything that an account may prove itself with, and get tokens for. */
class GrantTest {

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

    private OAuthClient client(Credential credential, Grant grant) {
        return new OAuthClient(
                Cloud.of(rig.sandbox.authority()), rig.sandbox.tenantId(), rig.sandbox.clientId(), credential, grant);
    }

    private Credential secret() {
        return Credential.secret(rig.sandbox.clientSecret());
    }

    @Test
    void clientCredentials_giveOneAppOnlyTokenForAllProtocols() {
        try (OAuthAccount account = rig.accounts.open(client(secret(), Grant.CLIENT_CREDENTIALS))) {
            AccessToken token = account.token(Permission.SMTP_SEND);
            Map<String, Object> claims = Claims.of(token.value()).orElseThrow();
            assertThat(claims.get("aud")).isEqualTo("https://outlook.office365.com");
            assertThat(String.valueOf(claims.get("roles"))).contains("SMTP.SendAsApp");
            assertThat(account.token(Permission.IMAP_ACCESS, Permission.POP_ACCESS))
                    .isEqualTo(token);
            rig.pass(Duration.ofMinutes(61));
            assertThat(account.token(Permission.SMTP_SEND)).isNotEqualTo(token);
            assertThat(rig.accounts.accounts()).singleElement().satisfies(status -> {
                assertThat(status.grant()).isEqualTo("client_credentials");
                assertThat(status.refreshTokenSince()).isEmpty();
            });
        }
        assertThat(rig.tokenRequests()).isEqualTo(2);
    }

    @Test
    void clientCredentials_areNotRefreshedWhileNobodyMails() {
        try (OAuthAccount account = rig.accounts.open(client(secret(), Grant.CLIENT_CREDENTIALS))) {
            account.token(Permission.SMTP_SEND);
            rig.pass(Duration.ofDays(30));
            rig.look(rig.accounts);
        }
        assertThat(rig.tokenRequests()).isEqualTo(1);
    }

    @Test
    void certificate_takesThePlaceOfTheSecret_inEveryGrant() {
        TestCertificate certificate = TestCertificate.good();
        rig.sandbox.registerCertificate(certificate.certificate());
        for (Path file : new Path[] {
            certificate.pem(folder.resolve("both.pem")), certificate.pkcs12(folder.resolve("both.p12"), "opens it")
        }) {
            Credential credential = new Credential.Certificate(file, "opens it");
            assertThat(rig.token(client(credential, Grant.CLIENT_CREDENTIALS))).isNotNull();
            assertThat(rig.token(client(credential, new Grant.RefreshToken(rig.seed()))))
                    .isNotNull();
        }
    }

    @Test
    void twoSecrets_areGoodDuringAChange() {
        String fresh = rig.sandbox.addClientSecret();
        OAuthClient client =
                client(new Credential.Secret(rig.sandbox.clientSecret(), fresh), new Grant.RefreshToken(rig.seed()));
        AccessToken before = rig.token(client);
        rig.sandbox.expireClientSecret(rig.sandbox.clientSecret());
        rig.pass(Duration.ofMinutes(55));
        assertThat(rig.token(client)).isNotEqualTo(before);
        OAuthClient early = client(new Credential.Secret("not yet known", fresh), Grant.CLIENT_CREDENTIALS);
        assertThat(rig.token(early)).isNotNull();
    }

    @Test
    void twoWrongSecrets_areRefusedWithTheSecondOnesSentence() {
        assertFailure(
                client(new Credential.Secret("wrong", "wrong too"), Grant.CLIENT_CREDENTIALS),
                "AADSTS7000215",
                "The Client Secret is wrong.");
        assertThat(rig.tokenRequests()).isEqualTo(2);
    }

    @Test
    void nobodyHasSignedInYet_isSaid() {
        assertThatThrownBy(() -> rig.token(client(secret(), new Grant.SignedIn("work"))))
                .isInstanceOfSatisfying(
                        TokenException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SIGN_IN_NEEDED))
                .hasMessageContaining("Nobody has signed in for the account 'work' yet. Run mail:signin work");
        assertThat(rig.tokenRequests()).isZero();
    }

    @Test
    void unregisteredCertificate_isExplained() {
        Path file = TestCertificate.good().pem(folder.resolve("other.pem"));
        assertFailure(
                client(new Credential.Certificate(file, ""), Grant.CLIENT_CREDENTIALS),
                "AADSTS700027",
                "does not match the app registration");
    }

    @Test
    void certificateThatExpired_isExplainedBeforeAnythingIsAsked() {
        assertFailure(
                client(
                        new Credential.Certificate(TestCertificate.expired().pem(folder.resolve("old.pem")), ""),
                        Grant.CLIENT_CREDENTIALS),
                "",
                "The certificate expired at ");
        assertFailure(
                client(
                        new Credential.Certificate(TestCertificate.future().pem(folder.resolve("young.pem")), ""),
                        Grant.CLIENT_CREDENTIALS),
                "",
                "The certificate is not valid before ");
        assertThat(rig.tokenRequests()).isZero();
    }

    private void assertFailure(OAuthClient client, String code, String sentence) {
        assertThatThrownBy(() -> rig.token(client))
                .isInstanceOfSatisfying(TokenException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.APP_CONFIGURATION);
                    assertThat(e.code()).isEqualTo(code);
                })
                .hasMessageContaining(sentence);
    }
}
