package io.posthorn.sandbox;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AppRegistrationTest {
    @Test
    void appOfOneDirectory_isNotServedOnCommon() throws Exception {
        try (Sandbox sandbox = start(SignInAudience.ONE_DIRECTORY)) {
            Entra entra = new Entra(sandbox);
            Map<String, String> refresh = refresh(sandbox, entra);
            for (String shared : List.of("common", "organizations")) {
                assertThat(entra.token(shared, refresh))
                        .containsEntry("error", "invalid_request")
                        .containsEntry("error_codes", List.of(50194L));
                assertThat(entra.page(shared, entra.authorize()).body()).contains("AADSTS50194");
            }
            assertThat(entra.refusal("consumers", refresh)).isEqualTo(9002332);
            assertThat(entra.token(sandbox.tenantId(), refresh)).containsKey("access_token");
            assertThat(entra.token(sandbox.tenantDomain(), refresh)).containsKey("access_token");
        }
    }

    @Test
    void appForPersonalAccountsToo_isServedOnConsumersButFindsNoWorkAccount() throws Exception {
        try (Sandbox sandbox = start(SignInAudience.WORK_AND_PERSONAL_ACCOUNTS)) {
            Entra entra = new Entra(sandbox);
            assertThat(entra.page("consumers", entra.authorize()).statusCode()).isEqualTo(200);
            Map<String, String> form = new HashMap<>(entra.authorize());
            form.put("login", sandbox.user("alice").address());
            form.put("passwd", sandbox.user("alice").password());
            assertThat(entra.post("consumers", "authorize", form).body()).contains("AADSTS50034");
            assertThat(entra.refusal("consumers", refresh(sandbox, entra))).isEqualTo(70000);
            assertThat(entra.token("common", refresh(sandbox, entra))).containsKey("access_token");
        }
    }

    @Test
    void publicClient_mustNotSendASecret() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().publicClient(true).start()) {
            Entra entra = new Entra(sandbox);
            Map<String, String> refresh = refresh(sandbox, entra);
            assertThat(entra.token("common", refresh))
                    .containsEntry("error", "invalid_client")
                    .containsEntry("error_codes", List.of(700025L));
            refresh.remove("client_secret");
            assertThat(entra.token("common", refresh)).containsKey("access_token");
            Map<String, String> appOnly = entra.appOnly();
            appOnly.remove("client_secret");
            assertThat(entra.refusal(sandbox.tenantId(), appOnly)).isEqualTo(7000218);
        }
    }

    @Test
    void twoSecrets_areGoodAtOnceUntilOneExpires() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Entra entra = new Entra(sandbox);
            Map<String, String> refresh = refresh(sandbox, entra);
            String second = sandbox.addClientSecret();
            assertThat(sandbox.issuedSecrets()).contains(second);
            assertThat(entra.token("common", refresh)).containsKey("access_token");
            sandbox.expireClientSecret(sandbox.clientSecret());
            assertThat(entra.token("common", refresh))
                    .containsEntry("error", "invalid_client")
                    .containsEntry("error_codes", List.of(7000222L));
            refresh.put("client_secret", second);
            assertThat(entra.token("common", refresh)).containsKey("access_token");
            assertThatThrownBy(() -> sandbox.expireClientSecret("never seen"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nationalCloud_hasItsOwnMailResource() throws Exception {
        String resource = "https://outlook.office365.us";
        try (Sandbox sandbox = Sandbox.builder()
                .mailResource(URI.create(resource + "/"))
                .appMailbox("alice")
                .start()) {
            Entra entra = new Entra(sandbox);
            MailClient client = new MailClient(sandbox);
            User alice = sandbox.user("alice");
            Map<String, String> refresh = refresh(sandbox, entra);
            assertThat(entra.refusal("common", refresh)).isEqualTo(65001);
            refresh.put("scope", resource + "/SMTP.Send");
            client.imap(alice.address(), (String) entra.token("common", refresh).get("access_token"))
                    .close();
            client.imap(alice.address(), client.token(alice)).close();
            Map<String, String> appOnly = entra.appOnly();
            assertThat(entra.refusal(sandbox.tenantId(), appOnly)).isEqualTo(500011);
            appOnly.put("scope", resource + "/.default");
            client.imap(alice.address(), (String)
                            entra.token(sandbox.tenantId(), appOnly).get("access_token"))
                    .close();
        }
    }

    @Test
    void delegatedTokens_mayNameTheOtherHost() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Entra entra = new Entra(sandbox);
            String scope = "https://outlook.office365.com/IMAP.AccessAsUser.All";
            User alice = sandbox.user("alice");
            Map<String, String> form = entra.refresh(sandbox.newRefreshToken(alice, scope));
            form.put("scope", scope);
            new MailClient(sandbox)
                    .imap(alice.address(), (String) entra.token("common", form).get("access_token"))
                    .close();
        }
    }

    @Test
    void strictRotation_endsTheOldToken() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().rotationKillsOldToken(true).start()) {
            Entra entra = new Entra(sandbox);
            Map<String, String> first = refresh(sandbox, entra);
            Map<String, String> wrong = new HashMap<>(first);
            wrong.put("scope", "https://graph.microsoft.com/Mail.Send");
            assertThat(entra.refusal("common", wrong)).isEqualTo(65001);
            String second = (String) entra.token("common", first).get("refresh_token");
            assertThat(entra.token("common", first))
                    .containsEntry("error", "invalid_grant")
                    .containsEntry("error_codes", List.of(70000L));
            assertThat(entra.token("common", entra.refresh(second))).containsKey("access_token");
        }
    }

    private static Sandbox start(SignInAudience audience) {
        return Sandbox.builder().signInAudience(audience).start();
    }

    private static Map<String, String> refresh(Sandbox sandbox, Entra entra) {
        return entra.refresh(sandbox.newRefreshToken(sandbox.user("alice")));
    }
}
