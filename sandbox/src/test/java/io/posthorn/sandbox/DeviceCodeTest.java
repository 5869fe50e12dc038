package io.posthorn.sandbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceCodeTest {
    private static final String PAGE = "/devicelogin";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private final Sandbox sandbox =
            Sandbox.builder().clock(now::get).publicClient(true).start();
    private final Entra entra = new Entra(sandbox);
    private final User alice = sandbox.user("alice");

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void codes_areAnswered() throws Exception {
        Map<String, Object> codes = codes();
        assertThat(codes)
                .containsEntry("verification_uri", sandbox.authority() + PAGE)
                .containsEntry("interval", 5L)
                .containsEntry("expires_in", 900L)
                .doesNotContainKey("verification_uri_complete");
        assertThat((String) codes.get("user_code")).matches("[A-Z0-9]{9}");
        assertThat((String) codes.get("message")).contains(PAGE, (String) codes.get("user_code"));
        assertThat(sandbox.issuedSecrets()).contains((String) codes.get("device_code"));
    }

    @Test
    void request_isChecked() throws Exception {
        assertThat(Entra.number(entra.json("common", "devicecode", Map.of("client_id", sandbox.clientId()))))
                .isEqualTo(900144);
        assertThat(Entra.number(entra.json("common", "devicecode", Map.of("client_id", "x", "scope", Entra.MAIL))))
                .isEqualTo(700016);
        assertThat(Entra.number(entra.json("fabrikam.test", "devicecode", Map.of())))
                .isEqualTo(90002);
    }

    @Test
    void person_signsInOnThePage() throws Exception {
        Map<String, Object> codes = codes();
        assertThat(poll(codes))
                .containsEntry("error", "authorization_pending")
                .containsEntry("error_codes", List.of(70016L));
        assertThat(entra.visit(PAGE, Map.of()).body()).contains("<label for=\"otc\">", "name=\"otc\"");
        String code = ((String) codes.get("user_code")).toLowerCase(java.util.Locale.ROOT);
        HttpResponse<String> signIn = entra.visit(PAGE, Map.of("otc", code));
        assertThat(signIn.body()).contains("name=\"login\"", "name=\"passwd\"", "SMTP.Send", "value=\"decline\"");
        HttpResponse<String> wrong =
                entra.visit(PAGE, Map.of("otc", code, "login", alice.address(), "passwd", "wrong"));
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).contains("AADSTS50126");
        HttpResponse<String> done =
                entra.visit(PAGE, Map.of("otc", code, "login", alice.address(), "passwd", alice.password()));
        assertThat(done.body()).contains("You are signed in");

        Map<String, Object> answer = poll(codes);
        assertThat(answer).containsKeys("access_token", "refresh_token");
        new MailClient(sandbox)
                .imap(alice.address(), (String) answer.get("access_token"))
                .close();
        assertThat(poll(codes)).containsEntry("error_codes", List.of(54005L));
        assertThat(entra.visit(PAGE, Map.of("otc", code)).statusCode()).isEqualTo(400);
    }

    @Test
    void person_declines() throws Exception {
        Map<String, Object> codes = codes();
        Map<String, String> form = Map.of("otc", (String) codes.get("user_code"), "consent", "decline");
        assertThat(entra.visit(PAGE, form).body()).contains("You declined");
        assertThat(poll(codes)).containsEntry("error", "authorization_declined");
    }

    @Test
    void fastPolls_areSlowedDown() throws Exception {
        Map<String, Object> codes = codes();
        assertThat(poll(codes)).containsEntry("error", "authorization_pending");
        pass(4);
        assertThat(poll(codes)).containsEntry("error", "slow_down");
        pass(9);
        assertThat(poll(codes)).containsEntry("error", "slow_down");
        pass(15);
        assertThat(poll(codes)).containsEntry("error", "authorization_pending");
    }

    @Test
    void code_expires() throws Exception {
        Map<String, Object> codes = codes();
        pass(900);
        assertThat(poll(codes)).containsEntry("error", "expired_token").containsEntry("error_codes", List.of(70020L));
        assertThat(entra.visit(PAGE, Map.of("otc", (String) codes.get("user_code")))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void unknownCode_isRefused() throws Exception {
        assertThat(poll(Map.of("device_code", "garbage"))).containsEntry("error", "bad_verification_code");
        assertThat(entra.visit(PAGE, Map.of("otc", "ABCDEFGHI")).body()).contains("role=\"alert\"");
    }

    @Test
    void confidentialClient_needsItsSecretOrTheSwitch() throws Exception {
        for (boolean allowed : new boolean[] {false, true}) {
            try (Sandbox confidential =
                    Sandbox.builder().publicClientFlows(allowed).start()) {
                Entra client = new Entra(confidential);
                Map<String, Object> codes = codes(confidential, client);
                Map<String, String> form = form(confidential, codes);
                assertThat(Entra.number(client.token("common", form))).isEqualTo(allowed ? 70016 : 7000218);
                User bob = confidential.user("bob");
                client.visit(
                        PAGE,
                        Map.of(
                                "otc",
                                (String) codes.get("user_code"),
                                "login",
                                bob.address(),
                                "passwd",
                                bob.password()));
                if (!allowed) {
                    form.put("client_secret", confidential.clientSecret());
                }
                String refreshToken = (String) client.token("common", form).get("refresh_token");
                Map<String, String> refresh = client.refresh(refreshToken);
                refresh.remove("client_secret");
                assertThat(client.post("common", "token", refresh).statusCode()).isEqualTo(allowed ? 200 : 401);
            }
        }
    }

    private void pass(int seconds) {
        now.set(now.get().plus(Duration.ofSeconds(seconds)));
    }

    private Map<String, Object> codes() throws Exception {
        return codes(sandbox, entra);
    }

    private static Map<String, Object> codes(Sandbox sandbox, Entra entra) throws Exception {
        return entra.json("common", "devicecode", Map.of("client_id", sandbox.clientId(), "scope", Entra.MAIL));
    }

    private Map<String, Object> poll(Map<String, Object> codes) throws Exception {
        return entra.token("common", form(sandbox, codes));
    }

    private static Map<String, String> form(Sandbox sandbox, Map<String, Object> codes) {
        return new java.util.HashMap<>(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "client_id",
                sandbox.clientId(),
                "device_code",
                (String) codes.get("device_code")));
    }
}
