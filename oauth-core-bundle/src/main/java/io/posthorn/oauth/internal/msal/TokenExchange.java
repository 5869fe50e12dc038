package io.posthorn.oauth.internal.msal;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

    /** What to tell the administrator after a failed exchange. */
    TokenException failure(OAuthClient client, Set<String> scopes, Throwable cause) {
        URI authority = client.cloud().authority();
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
                .or(() -> received.error().map(error -> refusal(error, client, scopes)))
                .orElseGet(() -> received.notOAuth(authority));
    }

    private static TokenException refusal(AuthorityError error, OAuthClient client, Set<String> scopes) {
        return error.toException(
                "the token request", ConsentUrl.ofAdministrator(client, scopes).toString());
    }

    private TokenException unreachable(URI authority, IOException trouble) {
        String through = route.proxy()
                .map(proxy -> " through the proxy " + proxy.host() + ":" + proxy.port())
                .orElse("");
        return new TokenException(
                Kind.TEMPORARY,
                "",
                "The authority " + authority + " cannot be reached" + through + ": " + reason(trouble)
                        + " Check the field Authority and this server's way to it (DNS, firewall). Where a company's proxy"
                        + " is in between, check the fields Proxy Host and, if it inspects TLS, Trusted Certificates on"
                        + " the page Network (io.posthorn.network).",
                trouble);
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
