package io.posthorn.sandbox;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.mail.AuthenticationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AppOnlyTest {
    private final Sandbox sandbox = Sandbox.builder().appMailbox("alice").start();
    private final Entra entra = new Entra(sandbox);
    private final Map<String, String> form = entra.appOnly();

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void token_hasRolesAndNoRefreshToken() throws Exception {
        Map<String, Object> answer = entra.token(sandbox.tenantId(), form);
        assertThat(answer).containsKeys("access_token", "expires_in").doesNotContainKeys("refresh_token", "id_token");
        JWTClaimsSet claims =
                SignedJWT.parse((String) answer.get("access_token")).getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly("https://outlook.office365.com");
        assertThat(claims.getStringListClaim("roles"))
                .containsExactlyInAnyOrder("SMTP.SendAsApp", "IMAP.AccessAsApp", "POP.AccessAsApp");
        assertThat(claims.getClaim("idtyp")).isEqualTo("app");
        assertThat(claims.getClaim("appid")).isEqualTo(sandbox.clientId());
        assertThat(claims.getClaims()).doesNotContainKeys("upn", "scp");
        assertThat(sandbox.issuedSecrets()).contains((String) answer.get("access_token"));
    }

    @Test
    void tenant_mustBeNamed() throws Exception {
        for (String segment : List.of("common", "organizations", "consumers")) {
            assertThat(entra.token(segment, form))
                    .containsEntry("error", "invalid_request")
                    .containsEntry("error_codes", List.of(9001023L));
        }
        assertThat(entra.token(sandbox.tenantDomain(), form)).containsKey("access_token");
        assertThat(entra.refusal("fabrikam.test", form)).isEqualTo(90002);
    }

    @Test
    void scope_isTheDefaultOfOneKnownResource() throws Exception {
        form.put("scope", "https://outlook.office365.com/SMTP.SendAsApp");
        assertThat(entra.token(sandbox.tenantId(), form))
                .containsEntry("error", "invalid_scope")
                .containsEntry("error_codes", List.of(1002012L));
        form.put("scope", "https://outlook.office365.com/.default https://graph.microsoft.com/.default");
        assertThat(entra.refusal(sandbox.tenantId(), form)).isEqualTo(28000);
        form.put("scope", "https://outlook.office365.us/.default");
        assertThat(entra.token(sandbox.tenantId(), form))
                .containsEntry("error", "invalid_resource")
                .containsEntry("error_codes", List.of(500011L));
        form.remove("scope");
        assertThat(entra.refusal(sandbox.tenantId(), form)).isEqualTo(900144);
    }

    @Test
    void client_isChecked() throws Exception {
        form.put("client_secret", "wrong");
        assertThat(entra.refusal(sandbox.tenantId(), form)).isEqualTo(7000215);
        form.remove("client_secret");
        assertThat(entra.refusal(sandbox.tenantId(), form)).isEqualTo(7000218);
    }

    @Test
    void token_opensTheMailboxesOfTheAppOnly() throws Exception {
        MailClient client = new MailClient(sandbox);
        User alice = sandbox.user("alice");
        String token = token(entra);
        client.send(client.message(alice, alice, "from the app"), alice.address(), token);
        client.imap(alice.address(), token).close();
        client.pop3(alice.address(), token).close();
        assertThat(sandbox.messages(alice)).hasSize(1);
        String bob = sandbox.user("bob").address();
        assertThatThrownBy(() -> client.imap(bob, token)).isInstanceOf(AuthenticationFailedException.class);
        assertThatThrownBy(() -> client.imap("nobody@contoso.test", token))
                .isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void token_forGraphOpensNoMailbox() throws Exception {
        form.put("scope", "https://graph.microsoft.com/.default");
        String token = (String) entra.token(sandbox.tenantId(), form).get("access_token");
        assertThatThrownBy(() -> new MailClient(sandbox).imap("alice@contoso.test", token))
                .isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void token_withoutRolesIsIssuedAndOpensNothing() throws Exception {
        try (Sandbox roleless =
                Sandbox.builder().appMailbox("alice").appRoles(false).start()) {
            String token = token(new Entra(roleless), roleless.tenantId());
            assertThat(SignedJWT.parse(token).getJWTClaimsSet().getClaims()).doesNotContainKey("roles");
            assertThatThrownBy(() -> new MailClient(roleless).imap("alice@contoso.test", token))
                    .isInstanceOf(AuthenticationFailedException.class);
        }
    }

    @Test
    void token_opensNothingByDefault() throws Exception {
        try (Sandbox ungranted = Sandbox.start()) {
            String token = token(new Entra(ungranted), ungranted.tenantId());
            assertThatThrownBy(() -> new MailClient(ungranted).imap("alice@contoso.test", token))
                    .isInstanceOf(AuthenticationFailedException.class);
        }
    }

    private String token(Entra authority) throws Exception {
        return token(authority, sandbox.tenantId());
    }

    private static String token(Entra authority, String tenant) throws Exception {
        return (String) authority.token(tenant, authority.appOnly()).get("access_token");
    }
}
