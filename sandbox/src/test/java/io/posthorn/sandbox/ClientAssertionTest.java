package io.posthorn.sandbox;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

class ClientAssertionTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private final AppCertificate known = AppCertificate.FIRST;
    private final AppCertificate other = AppCertificate.SECOND;
    private final Sandbox sandbox =
            Sandbox.builder().clock(now::get).certificate(known.certificate()).start();
    private final Entra entra = new Entra(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void assertion_takesThePlaceOfTheSecret() throws Exception {
        assertThat(answer(known.sign(claims()))).containsKey("access_token");
        assertThat(answer(known.signOldStyle(claims()))).containsKey("access_token");
        Map<String, String> refresh = entra.refresh(sandbox.newRefreshToken(sandbox.user("alice")));
        refresh.remove("client_secret");
        refresh.putAll(assertion(known.sign(claims())));
        assertThat(entra.token("common", refresh)).containsKey("refresh_token");
    }

    @Test
    void wrongKey_isRefused() throws Exception {
        assertThat(answer(other.sign(claims())))
                .containsEntry("error", "invalid_client")
                .containsEntry("error_codes", List.of(700027L));
        AppCertificate forged = new AppCertificate(known.certificate(), other.keys());
        assertThat(Entra.number(answer(forged.sign(claims())))).isEqualTo(700027);
        sandbox.registerCertificate(other.certificate());
        assertThat(answer(other.sign(claims()))).containsKey("access_token");
        assertThat(answer(known.sign(claims()))).containsKey("access_token");
    }

    @Test
    void time_isChecked() throws Exception {
        String assertion = known.sign(claims());
        now.set(now.get().plus(Duration.ofMinutes(14)));
        assertThat(answer(assertion)).containsKey("access_token");
        now.set(now.get().plus(Duration.ofMinutes(2)));
        assertThat(Entra.number(answer(assertion))).isEqualTo(700024);
        Instant later = now.get().plus(Duration.ofMinutes(6));
        assertThat(Entra.number(answer(known.sign(claims().notBeforeTime(Date.from(later))))))
                .isEqualTo(700024);
        assertThat(Entra.number(answer(known.sign(claims().expirationTime(null)))))
                .isEqualTo(700024);
    }

    @Test
    void claims_areChecked() throws Exception {
        List<JWTClaimsSet.Builder> wrong = List.of(
                claims().audience("https://login.microsoftonline.com/common/oauth2/v2.0/token"),
                claims().issuer("someone else"),
                claims().subject("someone else"),
                claims().jwtID(null));
        for (JWTClaimsSet.Builder claims : wrong) {
            assertThat(answer(known.sign(claims)))
                    .containsEntry("error", "invalid_client")
                    .containsEntry("error_codes", List.of(50027L));
        }
        assertThat(Entra.number(answer("garbage"))).isEqualTo(50027);
    }

    @Test
    void assertion_isNotWrittenDown() throws Exception {
        answer(known.sign(claims()));
        assertThat(sandbox.tokenRequests().get(0).parameters()).containsEntry("client_assertion", "***");
    }

    private JWTClaimsSet.Builder claims() {
        return AppCertificate.claims(sandbox, now.get());
    }

    private Map<String, Object> answer(String assertion) throws Exception {
        Map<String, String> form = entra.appOnly();
        form.remove("client_secret");
        form.putAll(assertion(assertion));
        return entra.token(sandbox.tenantId(), form);
    }

    private static Map<String, String> assertion(String text) {
        return Map.of(
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                text);
    }
}
