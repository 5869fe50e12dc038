package io.posthorn.sandbox;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuthorityFailureTest {
    private final Sandbox sandbox = Sandbox.start();
    private final Entra entra = new Entra(sandbox);
    private final Map<String, String> refresh = entra.refresh(sandbox.newRefreshToken(sandbox.user("alice")));

    @AfterEach
    void close() {
        sandbox.close();
    }

    /** The numbers that facts/microsoft365.md, section 3.4, calls worth recognising. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            invalid_grant           | 400 | 70008 700082 700084 50173 70000 70043 50132 50133 65001 50076 50079 53003 530032
            invalid_grant           | 400 | 530035 50053 50055 50057 50034 54005 501481 50196
            access_denied           | 400 | 65004
            consent_required        | 400 | 90094
            interaction_required    | 400 | 50074 50078 53000 53001
            invalid_scope           | 400 | 70011 28002 28003
            invalid_resource        | 400 | 650057 500011
            invalid_client          | 401 | 7000215 7000222 7000218 700025 700027 70002
            unauthorized_client     | 400 | 7000112 70001 700011 700016 650052 650056 65005
            invalid_request         | 400 | 50011 90002 9002313 900144 50194 9001023 90124 90130 9002332 90038
            temporarily_unavailable | 503 | 50033 50087 90006 90012 90024 90033 90090
            server_error            | 500 | 70012
            temporarily_unavailable | 429 | 90055
            """)
    void number_comesWithItsErrorAndStatus(String error, int status, String numbers) throws Exception {
        for (String number : numbers.split(" ")) {
            sandbox.failTokenRequests(AuthorityFailure.aadsts(Integer.parseInt(number)));
            HttpResponse<String> answer = entra.post("common", "token", refresh);
            assertThat(answer.statusCode()).as(number).isEqualTo(status);
            Map<String, Object> body = JSONObjectUtils.parse(answer.body());
            assertThat(body).containsEntry("error", error).containsKeys("timestamp", "trace_id", "correlation_id");
            assertThat(Entra.number(body)).isEqualTo(Long.parseLong(number));
            assertThat((String) body.get("error_description"))
                    .startsWith("AADSTS" + number + ": ")
                    .doesNotContain("{")
                    .hasSizeGreaterThan(150);
        }
        assertThat(entra.token("common", refresh)).containsKey("access_token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid_grant",
                "interaction_required",
                "consent_required",
                "login_required",
                "invalid_client",
                "unauthorized_client",
                "invalid_scope",
                "invalid_resource",
                "invalid_request",
                "unsupported_response_type",
                "access_denied",
                "authorization_pending",
                "slow_down",
                "temporarily_unavailable",
                "server_error"
            })
    void error_comesOnDemand(String error) throws Exception {
        sandbox.failTokenRequests(AuthorityFailure.oauth(error));
        assertThat(entra.token("common", refresh)).containsEntry("error", error);
        assertThat(sandbox.tokenRequests().get(0).error()).startsWith(error + " ");
    }

    @Test
    void unknownError_isNotMadeUp() {
        assertThatThrownBy(() -> AuthorityFailure.oauth("invalid_gran")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusal_canBeChanged() throws Exception {
        String claims = "{\"access_token\":{\"capolids\":{\"essential\":true}}}";
        sandbox.failTokenRequests(
                AuthorityFailure.aadsts(65001),
                AuthorityFailure.aadsts(70000).withSuberror("client_mismatch"),
                AuthorityFailure.aadsts(50079).withError("interaction_required").withClaims(claims),
                AuthorityFailure.aadsts(987654));
        assertThat(entra.token("common", refresh)).containsEntry("suberror", "consent_required");
        assertThat(entra.token("common", refresh)).containsEntry("suberror", "client_mismatch");
        assertThat(entra.token("common", refresh))
                .containsEntry("error", "interaction_required")
                .containsEntry("claims", claims);
        assertThat(entra.token("common", refresh)).containsEntry("error", "invalid_grant");
    }

    @Test
    void throttling_saysHowLong() throws Exception {
        sandbox.failTokenRequests(
                AuthorityFailure.throttled(Duration.ofSeconds(60)),
                AuthorityFailure.json(503).withRetryAfter(Duration.ofSeconds(7)));
        HttpResponse<String> answer = entra.post("common", "token", refresh);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("60");
        answer = entra.post("common", "token", refresh);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void trouble_comesAsJsonHtmlOrNothing(int status) throws Exception {
        sandbox.failTokenRequests(
                AuthorityFailure.json(status), AuthorityFailure.html(status), AuthorityFailure.empty(status));
        HttpResponse<String> json = entra.post("common", "token", refresh);
        HttpResponse<String> html = entra.post("common", "token", refresh);
        HttpResponse<String> empty = entra.post("common", "token", refresh);
        assertThat(List.of(json.statusCode(), html.statusCode(), empty.statusCode()))
                .containsOnly(status);
        assertThat(JSONObjectUtils.parse(json.body())).containsKeys("error", "error_codes");
        assertThat(html.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(html.body()).startsWith("<!DOCTYPE html>");
        assertThat(empty.body()).isEmpty();
        assertThat(sandbox.tokenRequests())
                .extracting(TokenRequest::error)
                .containsExactly(
                        status == 503 ? "temporarily_unavailable 90033" : "server_error 70012", "html", "empty");
    }

    @Test
    void success_mayBeNone() throws Exception {
        sandbox.failTokenRequests(AuthorityFailure.html(200), AuthorityFailure.withoutAccessToken());
        HttpResponse<String> portal = entra.post("common", "token", refresh);
        assertThat(portal.statusCode()).isEqualTo(200);
        assertThat(portal.body()).startsWith("<!DOCTYPE html>");
        HttpResponse<String> lacking = entra.post("common", "token", refresh);
        assertThat(lacking.statusCode()).isEqualTo(200);
        assertThat(JSONObjectUtils.parse(lacking.body()))
                .containsKey("expires_in")
                .doesNotContainKey("access_token");
    }

    @Test
    void connection_endsInTheMiddleOfTheBody() throws Exception {
        int before = sandbox.issuedSecrets().size();
        sandbox.failTokenRequests(AuthorityFailure.cut());
        assertThatThrownBy(() -> entra.post("common", "token", refresh)).isInstanceOf(IOException.class);
        assertThat(sandbox.tokenRequests())
                .singleElement()
                .satisfies(request -> assertThat(request.error()).isEqualTo("cut"));
        assertThat(sandbox.issuedSecrets()).as("the tokens were issued").hasSizeGreaterThan(before);
        assertThat(entra.token("common", refresh)).containsKey("access_token");
    }

    @Test
    void silence_lastsUntilTheSandboxIsClosed() throws Exception {
        sandbox.failTokenRequests(AuthorityFailure.silence());
        List<CompletableFuture<HttpResponse<String>>> both =
                List.of(entra.postAsync(refresh), entra.postAsync(refresh));
        CompletableFuture.anyOf(both.get(0), both.get(1)).get(60, TimeUnit.SECONDS);
        CompletableFuture<HttpResponse<String>> silent = both.get(0).isDone() ? both.get(1) : both.get(0);
        assertThat(silent).isNotDone();
        sandbox.close();
        assertThatThrownBy(() -> silent.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        assertThat(sandbox.tokenRequests())
                .anySatisfy(request -> assertThat(request.error()).isEqualTo("silence"))
                .extracting(TokenRequest::status)
                .containsExactlyInAnyOrder(0, 200);
    }

    @Test
    void slowAnswers_waitForTheGate() throws Exception {
        Gate gate = new Gate();
        sandbox.failTokenRequests(3, AuthorityFailure.slow(gate));
        List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            slow.add(entra.postAsync(refresh));
        }
        gate.awaitArrivals(3);
        assertThat(slow).allSatisfy(answer -> assertThat(answer).isNotDone());
        assertThat(sandbox.mostTokenRequestsAtOnce()).isEqualTo(3);
        gate.open();
        for (CompletableFuture<HttpResponse<String>> answer : slow) {
            assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        assertThat(entra.token("common", refresh)).containsKey("access_token");
        assertThat(sandbox.tokenRequests()).extracting(TokenRequest::atOnce).containsExactlyInAnyOrder(1, 2, 3, 1);
    }

    @Test
    void delayedAnswer_takesItsTime() throws Exception {
        sandbox.failTokenRequests(AuthorityFailure.slow(Duration.ofMillis(200)));
        long begin = System.nanoTime();
        assertThat(entra.token("common", refresh)).containsKey("access_token");
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(200_000_000);
    }

    @Test
    void failures_lastUntilCleared() throws Exception {
        sandbox.failTokenRequests(2, AuthorityFailure.aadsts(90033));
        sandbox.failAllTokenRequests(AuthorityFailure.aadsts(50196));
        for (long expected : new long[] {90033, 90033, 50196, 50196, 50196}) {
            assertThat(entra.refusal("common", refresh)).isEqualTo(expected);
        }
        sandbox.failTokenRequests(AuthorityFailure.aadsts(90033));
        sandbox.clearTokenFailures();
        assertThat(entra.token("common", refresh)).containsKey("access_token");
    }
}
