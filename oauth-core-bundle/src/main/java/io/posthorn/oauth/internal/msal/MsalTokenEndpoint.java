package io.posthorn.oauth.internal.msal;

import com.microsoft.aad.msal4j.AbstractClientApplicationBase;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.internal.TokenEndpoint;
import io.posthorn.oauth.internal.TokenResponse;
import org.jspecify.annotations.Nullable;

import java.net.MalformedURLException;
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
    public TokenResponse refresh(OAuthClient client, String refreshToken, Set<String> scopes) {
        TokenExchange exchange = new TokenExchange(Route.to(client.cloud().authority(), network), answerTimeout);
        try {
            IAuthenticationResult result = application(client, exchange)
                    .acquireToken(
                            RefreshTokenParameters.builder(scopes, refreshToken).build())
                    .get();
            if (result.accessToken() == null) {
                throw exchange.failure(client, new IllegalStateException("no access token"));
            }
            return new TokenResponse(
                    result.accessToken(),
                    exchange.expiresIn(),
                    granted(scopes, result.scopes()),
                    exchange.refreshToken());
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

    /** What was asked for, and what else the answer names; it need name nothing (RFC 6749, section 5.1). */
    private static Set<String> granted(Set<String> asked, @Nullable String answered) {
        Set<String> granted = new HashSet<>(asked);
        if (answered != null) {
            granted.addAll(List.of(answered.strip().split("\\s+")));
        }
        return Set.copyOf(granted);
    }

    private AbstractClientApplicationBase application(OAuthClient client, TokenExchange exchange)
            throws MalformedURLException {
        String authority = client.cloud().authority() + "/" + client.tenant() + "/";
        // No instance discovery: it would ask Microsoft about an authority that the administrator has named.
        if (client.clientSecret().isEmpty()) {
            return PublicClientApplication.builder(client.clientId())
                    .authority(authority)
                    .instanceDiscovery(false)
                    .disableInternalRetries()
                    .httpClient(exchange)
                    .executorService(executor)
                    .build();
        }
        return ConfidentialClientApplication.builder(
                        client.clientId(), ClientCredentialFactory.createFromSecret(client.clientSecret()))
                .authority(authority)
                .instanceDiscovery(false)
                .disableInternalRetries()
                .httpClient(exchange)
                .executorService(executor)
                .build();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
