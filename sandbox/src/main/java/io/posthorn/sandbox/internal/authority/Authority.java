package io.posthorn.sandbox.internal.authority;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.posthorn.sandbox.TokenRequest;
import io.posthorn.sandbox.User;
import io.posthorn.sandbox.internal.DaemonThreads;
import io.posthorn.sandbox.internal.IssuedSecrets;
import io.posthorn.sandbox.internal.Settings;
import io.posthorn.sandbox.internal.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** The stand-in for Entra: an HTTPS server with the authorize and token endpoints of version 2.0. */
public final class Authority implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Authority.class);
    private static final Pattern PATH = Pattern.compile("/([^/]+)/oauth2/v2\\.0/(authorize|token)");

    private final Tenant tenant;
    private final Settings settings;
    private final RefreshTokens refreshTokens;
    private final AuthorizeEndpoint authorize;
    private final TokenEndpoint token;
    private final TokenRequests requests = new TokenRequests();
    private final ExecutorService executor = DaemonThreads.pool("sandbox authority");
    private final HttpsServer server;

    /** Listens at once, on a free port of 127.0.0.1. */
    public Authority(
            Tenant tenant, Settings settings, IssuedSecrets secrets, AccessTokens accessTokens, SSLContext tls) {
        this.tenant = tenant;
        this.settings = settings;
        refreshTokens = new RefreshTokens(secrets, settings.clock());
        AuthorizationCodes codes = new AuthorizationCodes(secrets, settings.clock());
        authorize = new AuthorizeEndpoint(tenant, codes);
        token = new TokenEndpoint(tenant, settings, accessTokens, refreshTokens, codes);
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        // The server's own thread is a daemon only if the thread that starts it is one.
        DaemonThreads.run("sandbox authority start", server::start);
    }

    /** {@code https://localhost:PORT}. */
    public URI uri() {
        return URI.create("https://localhost:" + server.getAddress().getPort());
    }

    /** A refresh token as if the user had consented to these scopes. */
    public String newRefreshToken(User user, List<String> scopes) {
        return refreshTokens.issue(Grant.of(user, scopes));
    }

    /** Ends a refresh token with this AADSTS number. */
    public void revoke(String refreshToken, int aadsts) {
        refreshTokens.revoke(refreshToken, aadsts);
    }

    /** What came to the token endpoint. */
    public List<TokenRequest> tokenRequests() {
        return requests.all();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (RuntimeException e) {
                LOG.warn("The sandbox's authority failed", e);
                answer = Answer.page(500, LoginPage.refusal("The sandbox failed: " + e));
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
        boolean post = exchange.getRequestMethod().equals("POST");
        if (!path.matches()) {
            return Answer.page(404, LoginPage.refusal("There is no such page."));
        }
        String body = post ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8) : "";
        if (path.group(2).equals("authorize")) {
            return authorizeAnswer(exchange, path.group(1), body);
        }
        return post ? tokenAnswer(exchange, path.group(1), body) : Answer.page(405, LoginPage.refusal("POST only."));
    }

    private Answer authorizeAnswer(HttpExchange exchange, String segment, String body) {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        try {
            checkTenant(segment);
            return authorize.answer(Form.parse(query).with(Form.parse(body)));
        } catch (Refusal refusal) {
            return Answer.page(400, LoginPage.refusal(refusal.description()));
        }
    }

    private Answer tokenAnswer(HttpExchange exchange, String segment, String body) {
        String path = exchange.getRequestURI().getPath();
        Form form = Form.EMPTY;
        try {
            form = Form.parse(body);
            checkTenant(segment);
            String issuer = uri() + "/" + tenant.id() + "/v2.0";
            String answer = Json.text(token.answer(form, header(exchange, "Authorization"), issuer));
            requests.add(path, form, 200, "");
            return Answer.json(200, answer);
        } catch (Refusal refusal) {
            requests.add(path, form, refusal.status(), refusal.error() + " " + refusal.aadsts());
            String asked = header(exchange, "client-request-id");
            String correlation = asked.isEmpty() ? UUID.randomUUID().toString() : asked;
            return Answer.json(
                    refusal.status(), Json.error(refusal, settings.clock().instant(), correlation, uri() + "/error"));
        }
    }

    private void checkTenant(String segment) throws Refusal {
        if (segment.equals("consumers")) {
            throw new Refusal(
                    400,
                    "invalid_request",
                    9002332,
                    "Application '" + tenant.clientId() + "' is configured for use by Azure Active Directory users"
                            + " only. Please do not use the /consumers endpoint to serve this request.");
        }
        if (!tenant.answersTo(segment)) {
            throw new Refusal(
                    400,
                    "invalid_request",
                    90002,
                    "Tenant '" + segment + "' not found. Check to make sure you have the correct tenant ID and are"
                            + " signing into the correct cloud.");
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }
}
