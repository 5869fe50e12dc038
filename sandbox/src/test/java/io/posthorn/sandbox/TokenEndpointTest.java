package io.posthorn.sandbox;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

class TokenEndpointTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private final Sandbox sandbox = Sandbox.builder().clock(now::get).start();
    private final Entra entra = new Entra(sandbox);
    private final User alice = sandbox.user("alice");
    private final Map<String, String> refresh = entra.refresh(sandbox.newRefreshToken(alice));

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void accessToken_looksLikeEntras() throws Exception {
        Map<String, Object> answer = entra.token("common", refresh);
        String token = (String) answer.get("access_token");
        assertThat(token.length()).isBetween(2000, 4096);
        assertThat((Long) answer.get("expires_in")).isBetween(3600L, 5400L);
        assertThat(answer).containsEntry("token_type", "Bearer").doesNotContainKeys("id_token", "client_info");
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly("https://outlook.office.com");
        assertThat(claims.getClaim("scp")).isEqualTo("IMAP.AccessAsUser.All POP.AccessAsUser.All SMTP.Send");
        assertThat(claims.getClaim("upn")).isEqualTo(alice.address());
        assertThat(claims.getClaim("tid")).isEqualTo(sandbox.tenantId());
        assertThat(claims.getIssuer()).isEqualTo("https://sts.windows.net/" + sandbox.tenantId() + "/");
    }

    @Test
    void refreshToken_isRotatedAndTheOldOneLives() throws Exception {
        String second = (String) entra.token("common", refresh).get("refresh_token");
        assertThat(second).startsWith("1.A").isNotEqualTo(refresh.get("refresh_token"));
        assertThat(entra.token("common", entra.refresh(second))).containsKey("access_token");
        assertThat(entra.token("common", refresh)).containsKey("access_token");
    }

    @Test
    void refreshToken_diesOf90IdleDays() throws Exception {
        now.set(now.get().plus(Duration.ofDays(89)));
        assertThat(entra.token("common", refresh)).containsKey("access_token");
        now.set(now.get().plus(Duration.ofDays(91)));
        assertThat(entra.token("common", refresh)).containsEntry("error_codes", List.of(700082L));
    }

    @ParameterizedTest
    @ValueSource(ints = {700082, 50173})
    void revokedRefreshToken_isRefusedWithItsNumber(int aadsts) throws Exception {
        sandbox.revoke(refresh.get("refresh_token"), aadsts);
        Map<String, Object> answer = entra.token("common", refresh);
        assertThat(answer).containsEntry("error", "invalid_grant").containsEntry("error_codes", List.of((long) aadsts));
        assertThat((String) answer.get("error_description")).startsWith("AADSTS" + aadsts + ": ");
    }

    @Test
    void refusal_hasTheFieldsOfEntras() throws Exception {
        refresh.put("client_secret", "wrong~secret");
        String id = "7d0e1a3c-0000-4000-8000-000000000001";
        HttpResponse<String> answer = entra.post("common", "token", refresh, "client-request-id", id);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("client-request-id")).contains(id);
        Map<String, Object> body = JSONObjectUtils.parse(answer.body());
        assertThat(body)
                .containsEntry("error", "invalid_client")
                .containsEntry("error_codes", List.of(7000215L))
                .containsEntry("correlation_id", id)
                .containsEntry("timestamp", "2026-11-23 12:00:00Z")
                .containsKeys("trace_id", "error_uri");
        assertThat((String) body.get("error_description"))
                .startsWith("AADSTS7000215: Invalid client secret provided.")
                .contains("Trace ID: ", "Correlation ID: " + id, "Timestamp: 2026-11-23 12:00:00Z");
    }

    @Test
    void client_isChecked() throws Exception {
        refresh.remove("client_secret");
        assertThat(entra.post("common", "token", refresh).statusCode()).isEqualTo(401);
        assertThat(entra.token("common", refresh)).containsEntry("error_codes", List.of(7000218L));
        refresh.put("client_id", "6731de76-14a6-49ae-97bc-6eba6914391e");
        assertThat(entra.token("common", refresh))
                .containsEntry("error", "unauthorized_client")
                .containsEntry("error_codes", List.of(700016L));
        refresh.remove("client_id");
        assertThat(entra.token("common", refresh)).containsEntry("error_codes", List.of(900144L));
    }

    @Test
    void client_mayUseHttpBasic() throws Exception {
        String credentials = sandbox.clientId() + ":" + sandbox.clientSecret();
        refresh.remove("client_id");
        refresh.remove("client_secret");
        String header = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        assertThat(entra.post("common", "token", refresh, "Authorization", header)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void grant_isChecked() throws Exception {
        refresh.put("refresh_token", "garbage");
        assertThat(entra.token("common", refresh))
                .containsEntry("error", "invalid_grant")
                .containsEntry("error_codes", List.of(70000L));
        refresh.remove("refresh_token");
        assertThat(entra.token("common", refresh)).containsEntry("error_codes", List.of(900144L));
        refresh.put("grant_type", "password");
        assertThat(entra.token("common", refresh)).containsEntry("error", "unsupported_grant_type");
    }

    @Test
    void tenant_isChecked() throws Exception {
        for (String good : new String[] {"organizations", sandbox.tenantId(), sandbox.tenantDomain()}) {
            assertThat(entra.token(good, refresh)).containsKey("access_token");
        }
        assertThat(entra.token("fabrikam.test", refresh))
                .containsEntry("error", "invalid_request")
                .containsEntry("error_codes", List.of(90002L));
        assertThat(entra.token("consumers", refresh)).containsEntry("error_codes", List.of(9002332L));
    }

    @Test
    void scope_isOfOneResourceAndConsented() throws Exception {
        refresh.put("scope", "https://outlook.office.com/SMTP.Send https://graph.microsoft.com/Mail.Send");
        assertThat(entra.token("common", refresh)).containsEntry("error_codes", List.of(28000L));
        refresh.put("scope", "https://graph.microsoft.com/Mail.Send");
        assertThat(entra.token("common", refresh))
                .containsEntry("error_codes", List.of(65001L))
                .containsEntry("suberror", "consent_required");
        refresh.put("scope", "https://outlook.office.com/IMAP.AccessUser.All");
        assertThat(entra.token("common", refresh)).containsEntry("error_codes", List.of(70011L));
    }

    @Test
    void consent_isPerScope() throws Exception {
        String sending = "https://outlook.office.com/SMTP.Send";
        Map<String, String> form = entra.refresh(sandbox.newRefreshToken(alice, sending));
        form.put("scope", sending);
        assertThat(entra.token("common", form)).containsEntry("scope", sending);
        form.put("scope", "https://outlook.office.com/POP.AccessAsUser.All");
        assertThat(entra.token("common", form)).containsEntry("error_codes", List.of(65001L));
    }

    @Test
    void scope_mayBeMissingOrDefault() throws Exception {
        String all = Entra.MAIL.replace(" offline_access", "");
        refresh.remove("scope");
        assertThat(entra.token("common", refresh)).containsEntry("scope", all);
        refresh.put("scope", "https://outlook.office.com/.default");
        assertThat(entra.token("common", refresh)).containsEntry("scope", all);
        refresh.put("scope", "https://outlook.office.com/SMTP.Send");
        assertThat(entra.token("common", refresh)).containsEntry("scope", all);
    }

    @Test
    void msalsExtras_areAnswered() throws Exception {
        refresh.put("scope", "https://outlook.office.com/SMTP.Send openid profile offline_access");
        refresh.put("client_info", "1");
        Map<String, Object> answer = entra.token("common", refresh);
        String info = new String(Base64.getUrlDecoder().decode((String) answer.get("client_info")));
        assertThat(JSONObjectUtils.parse(info))
                .containsEntry("uid", alice.objectId())
                .containsEntry("utid", sandbox.tenantId());
        JWTClaimsSet claims = SignedJWT.parse((String) answer.get("id_token")).getJWTClaimsSet();
        assertThat(claims.getClaim("preferred_username")).isEqualTo(alice.address());
        assertThat(claims.getAudience()).containsExactly(sandbox.clientId());
    }

    @Test
    void refreshToken_comesOnlyWithOfflineAccess() throws Exception {
        Map<String, String> form =
                entra.refresh(sandbox.newRefreshToken(alice, "https://outlook.office.com/SMTP.Send"));
        form.put("scope", "https://outlook.office.com/SMTP.Send");
        assertThat(entra.token("common", form)).containsKey("access_token").doesNotContainKey("refresh_token");
    }

    @Test
    void tokenRequests_areKeptWithoutSecrets() throws Exception {
        entra.token("common", refresh);
        refresh.put("refresh_token", "garbage");
        entra.token("common", refresh);
        assertThat(sandbox.tokenRequests()).hasSize(2);
        TokenRequest first = sandbox.tokenRequests().get(0);
        assertThat(first.path()).isEqualTo("/common/oauth2/v2.0/token");
        assertThat(first.parameters())
                .containsEntry("grant_type", "refresh_token")
                .containsEntry("refresh_token", "***")
                .containsEntry("client_secret", "***");
        assertThat(first.status()).isEqualTo(200);
        assertThat(sandbox.tokenRequests().get(1).error()).isEqualTo("invalid_grant 70000");
    }

    @Test
    void tokenRequests_showHeadersAndHowManyThereWereAtOnce() throws Exception {
        entra.post("common", "token", refresh, "x-client-SKU", "MSAL.Java", "Authorization", "Basic eDp5");
        assertThat(sandbox.tokenRequests().get(0).headers())
                .containsEntry("x-client-sku", "MSAL.Java")
                .containsEntry("content-type", "application/x-www-form-urlencoded")
                .containsEntry("authorization", "***");
        entra.token("common", refresh);
        assertThat(sandbox.tokenRequests()).extracting(TokenRequest::atOnce).containsExactly(1, 1);
        assertThat(sandbox.mostTokenRequestsAtOnce()).isEqualTo(1);
    }

    @Test
    void malformedForm_isRefused() throws Exception {
        HttpResponse<String> answer = entra.postRaw("common", "grant_type=%zz");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSONObjectUtils.parse(answer.body())).containsEntry("error_codes", List.of(9002313L));
    }
}
