package io.posthorn.sandbox.internal.authority;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.posthorn.sandbox.AuthorityFailure;
import io.posthorn.sandbox.TokenRequest;
import io.posthorn.sandbox.User;
import io.posthorn.sandbox.internal.AuthoritySettings;
import io.posthorn.sandbox.internal.DaemonThreads;
import io.posthorn.sandbox.internal.IssuedSecrets;
import io.posthorn.sandbox.internal.Settings;
import io.posthorn.sandbox.internal.Tenant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** The stand-in for Entra: an HTTPS server with the endpoints of version 2.0. */
public final class Authority implements AutoCloseable {
    private final Settings settings;
    private final RefreshTokens refreshTokens;
    private final AppRegistration app;
    private final TokenRequests requests = new TokenRequests();
    private final FailureScript failures = new FailureScript();
    private final ExecutorService executor = DaemonThreads.pool("sandbox authority");
    private final HttpsServer server;

    /** Listens at once, on a free port of 127.0.0.1. */
    public Authority(
            Tenant tenant, Settings settings, IssuedSecrets secrets, AccessTokens accessTokens, SSLContext tls) {
        this.settings = settings;
        InstantSource clock = settings.clock();
        refreshTokens = new RefreshTokens(secrets, clock, settings.authority().rotationKillsOldToken());
        app = new AppRegistration(tenant, settings.authority().certificates(), secrets);
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(executor);
        server.createContext("/", routes(tenant, secrets, accessTokens));
        // The server's own thread is a daemon only if the thread that starts it is one.
        DaemonThreads.run("sandbox authority start", server::start);
    }

    private Routes routes(Tenant tenant, IssuedSecrets secrets, AccessTokens accessTokens) {
        AuthoritySettings switches = settings.authority();
        InstantSource clock = settings.clock();
        AuthorizationCodes codes = new AuthorizationCodes(secrets, clock);
        DeviceCodes devices = new DeviceCodes(secrets, clock);
        TenantCheck tenants = new TenantCheck(tenant, switches);
        ClientCheck clients = new ClientCheck(tenant, switches, app, clock);
        ScopeCheck scopes = new ScopeCheck(tenant, switches);
        ErrorAnswers errors = new ErrorAnswers(clock, this::uri);
        TokenEndpoint tokens =
                new TokenEndpoint(tenant, settings, accessTokens, refreshTokens, codes, devices, clients, scopes);
        return new Routes(
                this::uri,
                tenants,
                new AuthorizeEndpoint(tenant, clients, scopes, codes),
                new DeviceEndpoint(tenant, clients, scopes, devices),
                new TokenRoute(tenant, tenants, tokens, failures, requests, errors),
                errors);
    }

    /** {@code https://localhost:PORT}. */
    public URI uri() {
        return URI.create("https://localhost:" + server.getAddress().getPort());
    }

    /** The scopes that the three mail protocols need, and the one that brings a refresh token. */
    public List<String> mailScopes() {
        return Scope.mail(settings.authority().mailResources().get(0));
    }

    /** A refresh token as if the user had consented to these scopes. */
    public String newRefreshToken(User user, List<String> scopes) {
        return refreshTokens.issue(Grant.of(user, scopes, settings.authority().mailResources()));
    }

    /** Ends a refresh token with this AADSTS number. */
    public void revoke(String refreshToken, int aadsts) {
        refreshTokens.revoke(refreshToken, aadsts);
    }

    /** One more secret that is good for the app. */
    public String addClientSecret() {
        return app.addSecret();
    }

    /** Ends one of the app's secrets. */
    public void expireClientSecret(String secret) {
        app.expireSecret(secret);
    }

    /** One more certificate that is good for the app. */
    public void registerCertificate(X509Certificate certificate) {
        app.addCertificate(certificate);
    }

    /** Answers the next token requests so, one each. */
    public void failNext(Collection<AuthorityFailure> next) {
        failures.add(next);
    }

    /** Answers all further token requests so. */
    public void failAlways(AuthorityFailure failure) {
        failures.always(failure);
    }

    /** Answers token requests as they deserve again. */
    public void clearFailures() {
        failures.clear();
    }

    /** What came to the token endpoint. */
    public List<TokenRequest> tokenRequests() {
        return requests.all();
    }

    /** The most token requests that were waiting for their answer at the same time. */
    public int mostTokenRequestsAtOnce() {
        return requests.mostAtOnce();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
        try {
            // What was being answered is written down by then.
            executor.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
