package io.posthorn.oauth.internal.msal;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.internal.AuthorityError;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * One token request over {@code java.net.http}, and what came back. MSAL4J gives neither the rotated refresh token nor the
 * details of a refusal to its caller, so both are read here, from the answer itself.
 */
final class TokenExchange implements IHttpClient {

    /** For an authority that does not say it, which it should (RFC 6749, section 5.1). */
    private static final Duration UNTOLD_LIFE = Duration.ofMinutes(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    private final SSLContext tls;
    private final Duration answerTimeout;
    private volatile @Nullable Answer answer;
    private volatile @Nullable IOException unreachable;

    TokenExchange(SSLContext tls, Duration answerTimeout) {
        this.tls = tls;
        this.answerTimeout = answerTimeout;
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws Exception {
        var outgoing =
                java.net.http.HttpRequest.newBuilder(request.url().toURI()).timeout(answerTimeout);
        request.headers().forEach(outgoing::setHeader);
        outgoing.method(
                request.httpMethod().name(),
                request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        try {
            var response = receive(outgoing.build());
            Answer received =
                    new Answer(response.statusCode(), response.headers().map(), response.body());
            answer = received;
            if (received.statusCode() != HttpURLConnection.HTTP_OK) {
                // MSAL must not see it: it would refuse the next requests of all accounts of this client by itself.
                throw new RefusedException();
            }
            return received;
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            unreachable = e;
            throw e;
        }
    }

    /** The time-out of a request of {@code java.net.http} ends with the headers; this one holds for the whole answer. */
    private HttpResponse<String> receive(java.net.http.HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answering = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .sslContext(tls)
                .build()
                .sendAsync(request, BodyHandlers.ofString());
        try {
            return answering.get(answerTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answering.cancel(true);
            throw new HttpTimeoutException("no complete answer within " + answerTimeout.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException trouble ? trouble : new IOException(e.getCause());
        }
    }

    /** The authority has answered, and not with a token. */
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** The refresh token of the answer; empty if it holds none, and the old one stays. */
    Optional<String> refreshToken() {
        Answer received = answer;
        return received == null ? Optional.empty() : received.text("refresh_token");
    }

    /** How long the access token lives. MSAL4J would give the moment of its end by a clock of its own. */
    Duration expiresIn() {
        Answer received = answer;
        return received == null ? UNTOLD_LIFE : received.seconds("expires_in").orElse(UNTOLD_LIFE);
    }

    /** What to tell the administrator after a failed exchange. */
    TokenException failure(OAuthClient client, Throwable cause) {
        String authority = client.cloud().authority().toString();
        IOException trouble = unreachable;
        if (trouble != null) {
            return new TokenException(
                    Kind.TEMPORARY,
                    "",
                    "The authority " + authority + " cannot be reached: " + reason(trouble)
                            + " Check the field Authority, this server's way to it (DNS, firewall), and the field"
                            + " Trusted Certificates on the page Network (io.posthorn.network) if a company proxy inspects TLS.",
                    trouble);
        }
        Answer received = answer;
        if (received == null) {
            return new TokenException(
                    Kind.APP_CONFIGURATION, "", "No token request could be made: " + cause.getMessage(), cause);
        }
        return received.error().map(AuthorityError::toException).orElseGet(() -> received.notOAuth(authority));
    }

    private static String reason(IOException trouble) {
        Throwable deepest = trouble;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String text =
                Objects.requireNonNullElse(deepest.getMessage(), Objects.requireNonNullElse(trouble.getMessage(), ""));
        return deepest.getClass().getSimpleName() + (text.isEmpty() ? "." : " (" + text + ").");
    }

    /** An HTTP answer, as MSAL4J wants it and as we read it. */
    private record Answer(int statusCode, Map<String, List<String>> headers, String body) implements IHttpResponse {

        Optional<AuthorityError> error() {
            Map<String, Object> json = json();
            return text("error")
                    .map(error -> new AuthorityError(
                            statusCode,
                            error,
                            json.get("error_codes") instanceof List<?> codes
                                    ? codes.stream().map(String::valueOf).toList()
                                    : List.of(),
                            text("error_description").orElse(""),
                            text("correlation_id").orElse("")));
        }

        /** A captive portal, a proxy's error page, or a server that is no authority at all. */
        TokenException notOAuth(String authority) {
            return new TokenException(
                    Kind.TEMPORARY,
                    "",
                    "The authority " + authority + " answered HTTP " + statusCode + " with "
                            + headers.getOrDefault("content-type", List.of("no content type"))
                                    .get(0)
                            + " where a token response in JSON was due. It is in trouble, or a proxy answered in its"
                            + " place, or the field Authority names the wrong server.",
                    null);
        }

        Optional<String> text(String name) {
            return json().get(name) instanceof String value && !value.isEmpty() ? Optional.of(value) : Optional.empty();
        }

        Optional<Duration> seconds(String name) {
            String value = String.valueOf(json().get(name));
            return value.matches("\\d{1,9}")
                    ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                    : Optional.empty();
        }

        private Map<String, Object> json() {
            try (JsonReader reader = JsonProviders.createReader(body)) {
                Map<String, Object> map = reader.readMap(JsonReader::readUntyped);
                return map == null ? Map.of() : map;
            } catch (IOException | IllegalStateException e) {
                return Map.of();
            }
        }

        @Override
        public String toString() {
            return "Answer[statusCode=" + statusCode + "]";
        }
    }
}
