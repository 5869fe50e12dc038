package io.posthorn.sandbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

class SignInTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private final Sandbox sandbox = Sandbox.builder().clock(now::get).start();
    private final Entra entra = new Entra(sandbox);
    private final User alice = sandbox.user("alice");

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void page_hasOneLabelledFormThatKeepsTheRequest() throws Exception {
        HttpResponse<String> page = entra.page("common", entra.authorize());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body())
                .contains("<label for=\"login\">", "<label for=\"passwd\">", "name=\"login\"", "name=\"passwd\"")
                .contains("name=\"state\" value=\"12345 &amp; more\"")
                .contains("lang=\"en\"");
    }

    @Test
    void code_isRedeemedWithPkce() throws Exception {
        String verifier = "a-verifier-of-the-forty-three-characters-that-are-needed";
        Map<String, String> request = entra.authorize();
        request.put("code_challenge", s256(verifier));
        request.put("code_challenge_method", "S256");
        Map<String, String> back = entra.signIn(request, alice);
        assertThat(back).containsEntry("state", "12345 & more").containsKeys("code", "session_state");

        Map<String, String> form = redemption(back.get("code"));
        form.put("code_verifier", "another");
        assertThat(entra.token("common", form)).containsEntry("error_codes", List.of(501481L));
        form.put("code_verifier", verifier);
        Map<String, Object> answer = entra.token("common", form);
        assertThat(answer).containsKeys("access_token", "refresh_token");
        assertThat(answer).containsEntry("scope", Entra.MAIL.replace(" offline_access", ""));
        String refreshToken = (String) answer.get("refresh_token");
        assertThat(entra.token("common", entra.refresh(refreshToken))).containsKey("access_token");
    }

    @Test
    void code_isGoodOnce() throws Exception {
        Map<String, String> form =
                redemption(entra.signIn(entra.authorize(), alice).get("code"));
        assertThat(entra.token("common", form)).containsKey("access_token");
        assertThat(entra.token("common", form))
                .containsEntry("error", "invalid_grant")
                .containsEntry("error_codes", List.of(54005L));
    }

    @Test
    void code_isGoodForTenMinutes() throws Exception {
        Map<String, String> form =
                redemption(entra.signIn(entra.authorize(), alice).get("code"));
        now.set(now.get().plus(Duration.ofMinutes(11)));
        assertThat(entra.token("common", form)).containsEntry("error_codes", List.of(70008L));
    }

    @Test
    void code_isBoundToItsRedirectUri() throws Exception {
        Map<String, String> form =
                redemption(entra.signIn(entra.authorize(), alice).get("code"));
        form.put("redirect_uri", "http://localhost:8401/callback");
        assertThat(entra.token("common", form)).containsEntry("error_codes", List.of(50011L));
    }

    @Test
    void code_forBareScopesIsForGraph() throws Exception {
        Map<String, String> request = entra.authorize();
        request.put("scope", "SMTP.Send IMAP.AccessAsUser.All offline_access");
        Map<String, String> form = redemption(entra.signIn(request, alice).get("code"));
        Map<String, Object> answer = entra.token("common", form);
        assertThat((String) answer.get("scope")).contains("https://graph.microsoft.com/SMTP.Send");
        assertThat(entra.token("common", entra.refresh((String) answer.get("refresh_token"))))
                .containsEntry("error_codes", List.of(65001L))
                .containsEntry("suberror", "consent_required");
    }

    @Test
    void wrongPassword_showsThePageAgain() throws Exception {
        Map<String, String> form = entra.authorize();
        form.put("login", alice.address());
        form.put("passwd", "wrong");
        HttpResponse<String> answer = entra.post("common", "authorize", form);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains("role=\"alert\"", "AADSTS50126");
    }

    @Test
    void foreignRedirectUri_isNeverFollowed() throws Exception {
        for (String uri : new String[] {"https://evil.test/", "http://localhost.evil.test/", "http://x@localhost/"}) {
            Map<String, String> request = entra.authorize();
            request.put("redirect_uri", uri);
            HttpResponse<String> answer = entra.page("common", request);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("AADSTS50011");
        }
        Map<String, String> request = entra.authorize();
        request.put("redirect_uri", "https://login.microsoftonline.com/common/oauth2/nativeclient");
        assertThat(entra.page("common", request).statusCode()).isEqualTo(200);
        assertThat(entra.signIn(request, alice)).containsKey("code");
        request.put("redirect_uri", sandbox.authority() + "/common/oauth2/nativeclient");
        assertThat(entra.signIn(request, alice)).containsKey("code");
    }

    @Test
    void person_mayDecline() throws Exception {
        Map<String, String> form = entra.authorize();
        form.put("consent", "decline");
        HttpResponse<String> answer = entra.post("common", "authorize", form);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(Entra.query(java.net.URI.create(
                        answer.headers().firstValue("Location").orElseThrow())))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "12345 & more");
    }

    @Test
    void wrongRequest_isRefused() throws Exception {
        Map<String, String> request = entra.authorize();
        request.put("client_id", "6731de76-14a6-49ae-97bc-6eba6914391e");
        assertThat(entra.page("common", request).body()).contains("AADSTS700016");
        assertThat(entra.page("fabrikam.test", entra.authorize()).body()).contains("AADSTS90002");
        assertThat(entra.page("consumers", entra.authorize()).body()).contains("AADSTS9002332");

        request = entra.authorize();
        request.put("response_type", "token");
        HttpResponse<String> answer = entra.page("common", request);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .startsWith("http://localhost:8400/callback?")
                .contains("error=unsupported_response_type");

        request = entra.authorize();
        request.put("scope", "https://outlook.office.com/IMAP.AccessUser.All");
        assertThat(entra.page("common", request)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .contains("error=invalid_scope");
    }

    private Map<String, String> redemption(String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", sandbox.clientId());
        form.put("client_secret", sandbox.clientSecret());
        form.put("code", code);
        form.put("redirect_uri", "http://localhost:8400/callback");
        form.put("scope", "");
        return form;
    }

    private static String s256(String verifier) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
