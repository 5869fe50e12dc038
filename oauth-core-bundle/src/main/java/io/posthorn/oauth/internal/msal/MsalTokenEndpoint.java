package io.posthorn.oauth.internal.msal;

import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import io.posthorn.oauth.Credential;
import io.posthorn.oauth.Grant;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.internal.TokenEndpoint;
import io.posthorn.oauth.internal.TokenResponse;
import org.jspecify.annotations.Nullable;

import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Refreshes through MSAL4J, with our own HTTP client under it. Each request gets a new application object, so that MSAL's
 * token cache, which keeps stale refresh tokens, never matters.
 */
public final class MsalTokenEndpoint implements TokenEndpoint, AutoCloseable {

    private static final Set<String> WRONG_SECRET = Set.of("AADSTS7000215", "AADSTS7000222", "AADSTS70002");

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final Network network;
    private final Duration answerTimeout;
    private final ExecutorService executor = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "posthorn-msal");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Waits half a minute for an answer.
     *
     * @param network how authorities are reached; asked for each request
     */
    public MsalTokenEndpoint(Network network) {
        this(network, ANSWER_TIMEOUT);
    }

    /**
     * Waits as long as it is told.
     *
     * @param network how authorities are reached; asked for each request
     * @param answerTimeout from the request to the end of the answer
     */
    public MsalTokenEndpoint(Network network, Duration answerTimeout) {
        this.network = network;
        this.answerTimeout = answerTimeout;
    }

    @Override
    public TokenResponse request(OAuthClient client, String refreshToken, Set<String> scopes) {
        if (client.credential() instanceof Credential.Secret secret
                && !secret.other().isEmpty()) {
            return requestWithEither(client, secret, refreshToken, scopes);
        }
        return requestOnce(client, refreshToken, scopes);
    }

    /** While one secret takes the place of another, either may be the one that is good already, or still. */
    private TokenResponse requestWithEither(
            OAuthClient client, Credential.Secret secret, String refreshToken, Set<String> scopes) {
        try {
            return requestOnce(with(client, secret.value()), refreshToken, scopes);
        } catch (TokenException e) {
            if (!WRONG_SECRET.contains(e.code())) {
                throw e;
            }
            return requestOnce(with(client, secret.other()), refreshToken, scopes);
        }
    }

    private static OAuthClient with(OAuthClient client, String secret) {
        return new OAuthClient(
                client.cloud(), client.tenant(), client.clientId(), Credential.secret(secret), client.grant());
    }

    private TokenResponse requestOnce(OAuthClient client, String refreshToken, Set<String> scopes) {
        TokenExchange exchange = new TokenExchange(Route.to(client.cloud().authority(), network), answerTimeout);
        try {
            IAuthenticationResult result = client.grant() instanceof Grant.ClientCredentials
                    ? appOnly(client, exchange)
                    : Applications.of(client, exchange, executor)
                            .acquireToken(RefreshTokenParameters.builder(scopes, refreshToken)
                                    .build())
                            .get();
            if (result.accessToken() == null) {
                throw exchange.failure(client, new IllegalStateException("no access token"));
            }
            return new TokenResponse(
                    result.accessToken(),
                    exchange.expiresIn(),
                    granted(client, scopes, result.scopes()),
                    exchange.refreshToken());
        } catch (IllegalArgumentException e) {
            throw new TokenException(
                    Kind.APP_CONFIGURATION, "", "The field Client Certificate is not usable. " + e.getMessage(), e);
        } catch (ExecutionException e) {
            throw exchange.failure(client, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenException(Kind.TEMPORARY, "", "The thread was stopped while it waited for a token.", e);
        } catch (RejectedExecutionException e) {
            throw new TokenException(Kind.TEMPORARY, "", "Posthorn is being stopped, so no token is fetched.", e);
        } catch (MalformedURLException e) {
            throw new TokenException(
                    Kind.APP_CONFIGURATION,
                    "",
                    "The authority " + client.cloud().authority() + " is no address.",
                    e);
        }
    }

    private IAuthenticationResult appOnly(OAuthClient client, TokenExchange exchange)
            throws MalformedURLException, ExecutionException, InterruptedException {
        return Applications.confidential(client, exchange, executor)
                .acquireToken(
                        ClientCredentialParameters.builder(Set.of(client.cloud().appScope()))
                                .skipCache(true)
                                .build())
                .get();
    }

    /**
     * What was asked for, and what else the answer names; it need name nothing (RFC 6749, section 5.1). An app-only token
     * is good for all that the application was given, whatever that is.
     */
    private static Set<String> granted(OAuthClient client, Set<String> asked, @Nullable String answered) {
        Set<String> granted = new HashSet<>(asked);
        if (client.grant() instanceof Grant.ClientCredentials) {
            for (Permission permission : Permission.values()) {
                granted.add(client.cloud().scope(permission));
            }
        } else if (answered != null) {
            granted.addAll(List.of(answered.strip().split("\\s+")));
        }
        return Set.copyOf(granted);
    }

    /** Asks for its metadata. Whatever it answers, it has been reached. */
    @Override
    public String reach(URI authority) {
        Route route = Route.to(authority, network);
        return authority + new TokenExchange(route, answerTimeout).reach(authority);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
