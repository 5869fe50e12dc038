package io.posthorn.oauth.internal.msal;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import io.posthorn.advice.AdviceTable;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.internal.AuthorityError;
import io.posthorn.oauth.internal.ConsentUrl;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * One token request over {@code java.net.http}, and what came back. MSAL4J gives neither the rotated refresh token nor the
 * details of a refusal to its caller, so both are read here, from the answer itself.
 */
final class TokenExchange implements IHttpClient {

    /** For an authority that does not say it, which it should (RFC 6749, section 5.1). */
    private static final Duration UNTOLD_LIFE = Duration.ofMinutes(10);

    private static final Set<String> STILL_WAITING = Set.of("authorization_pending", "slow_down");
    /** MSAL takes an error without a description for none. */
    private static final String PENDING =
            "{\"error\":\"authorization_pending\",\"error_description\":\"authorization_pending\"}";
    /** OpenID Connect Discovery 1.0, section 4, as Entra has it for all tenants. */
    private static final String METADATA = "/common/v2.0/.well-known/openid-configuration";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    private final Route route;
    private final Duration answerTimeout;
    private volatile @Nullable Answer answer;
    private volatile @Nullable IOException unreachable;

    TokenExchange(Route route, Duration answerTimeout) {
        this.route = route;
        this.answerTimeout = answerTimeout;
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws Exception {
        var outgoing =
                java.net.http.HttpRequest.newBuilder(request.url().toURI()).timeout(answerTimeout);
        request.headers().forEach(outgoing::setHeader);
        route.logIn(outgoing);
        outgoing.method(
                request.httpMethod().name(),
                request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        try {
            var response = receive(outgoing.build());
            Answer received =
                    new Answer(response.statusCode(), response.headers().map(), response.body());
            answer = received;
            if (isPending(received)) {
                return new Answer(received.statusCode(), received.headers(), PENDING);
            }
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

    /** Somebody has yet to type the code in (RFC 8628, section 3.5): that alone is for MSAL, which then asks again. */
    private static boolean isPending(Answer received) {
        return received.statusCode() == HttpURLConnection.HTTP_BAD_REQUEST
                && received.text("error").filter(STILL_WAITING::contains).isPresent();
    }

    /** The time-out of a request of {@code java.net.http} ends with the headers; this one holds for the whole answer. */
    private HttpResponse<String> receive(java.net.http.HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answering =
                route.client(CONNECT_TIMEOUT).sendAsync(request, BodyHandlers.ofString());
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

    /** A text of the answer, if it was one with status 200. */
    Optional<String> text(String name) {
        Answer received = answer;
        return received == null || received.statusCode() != HttpURLConnection.HTTP_OK
                ? Optional.empty()
                : received.text(name);
    }

    /** The refresh token of the answer; empty if it holds none, and the old one stays. */
    Optional<String> refreshToken() {
        Answer received = answer;
        return received == null ? Optional.empty() : received.text("refresh_token");
    }

    /** Who signed in: opaque access tokens do not say it, as those of personal accounts. */
    Optional<String> user() {
        Answer received = answer;
        return received == null ? Optional.empty() : received.text("id_token").flatMap(Claims::user);
    }

    /** How long the access token lives. MSAL4J would give the moment of its end by a clock of its own. */
    Duration expiresIn() {
        Answer received = answer;
        return received == null ? UNTOLD_LIFE : received.seconds("expires_in").orElse(UNTOLD_LIFE);
    }

    /** One request without a secret; any answer will do, but for one of a proxy. */
    String reach(URI authority) {
        var request = java.net.http.HttpRequest.newBuilder(authority.resolve(METADATA))
                .timeout(answerTimeout);
        route.logIn(request);
        try {
            int status = receive(request.build()).statusCode();
            if (status == HttpURLConnection.HTTP_PROXY_AUTH && route.proxy().isPresent()) {
                answer = new Answer(status, Map.of(), "");
                throw failure(authority, new IOException("HTTP " + status));
            }
            return " answers (HTTP " + status + ")" + through() + ".";
        } catch (IOException e) {
            unreachable = e;
            throw failure(authority, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenException(Kind.TEMPORARY, "", "The thread was stopped while it waited for an answer.", e);
        }
    }

    /** What to tell the administrator after a failed exchange. */
    TokenException failure(OAuthClient client, Set<String> scopes, Throwable cause) {
        return failure(client.cloud().authority(), cause, error -> refusal(error, client, scopes));
    }

    private TokenException failure(URI authority, Throwable cause) {
        return failure(authority, cause, AuthorityError::toException);
    }

    private TokenException failure(URI authority, Throwable cause, Function<AuthorityError, TokenException> refusal) {
        Optional<ProxyFailure> proxy = route.proxy().map(way -> new ProxyFailure(way, authority));
        IOException trouble = unreachable;
        if (trouble != null) {
            return proxy.flatMap(way -> way.of(trouble)).orElseGet(() -> unreachable(authority, trouble));
        }
        Answer received = answer;
        if (received == null) {
            return new TokenException(
                    Kind.APP_CONFIGURATION, "", "No token request could be made: " + cause.getMessage(), cause);
        }
        return proxy.filter(way -> received.statusCode() == HttpURLConnection.HTTP_PROXY_AUTH)
                .map(way -> way.loginWanted(received.header("proxy-authenticate")))
                .or(() -> received.error().map(refusal))
                .orElseGet(() -> received.notOAuth(authority));
    }

    private static TokenException refusal(AuthorityError error, OAuthClient client, Set<String> scopes) {
        return error.toException(
                "the token request", ConsentUrl.ofAdministrator(client, scopes).toString());
    }

    private String through() {
        return route.proxy()
                .map(proxy -> " through the proxy " + proxy.host() + ":" + proxy.port())
                .orElse("");
    }

    private TokenException unreachable(URI authority, IOException trouble) {
        String text = AdviceTable.get("NETWORK", "authority")
                .text(Map.of("authority", authority.toString(), "through", through(), "said", reason(trouble)));
        return new TokenException(Kind.TEMPORARY, "", text, trouble);
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
}
