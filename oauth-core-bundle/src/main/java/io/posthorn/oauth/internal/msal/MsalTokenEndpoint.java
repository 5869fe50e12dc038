package io.posthorn.oauth.internal.msal;

import com.microsoft.aad.msal4j.AbstractClientApplicationBase;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.internal.TokenEndpoint;
import io.posthorn.oauth.internal.TokenResponse;

import java.net.MalformedURLException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLContext;

/**
 * Refreshes through MSAL4J, with our own HTTP client under it. Each request gets a new application object, so that MSAL's
 * token cache, which keeps stale refresh tokens, never matters.
 */
public final class MsalTokenEndpoint implements TokenEndpoint, AutoCloseable {

    private final ExecutorService executor = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "posthorn-msal");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public TokenResponse refresh(OAuthClient client, String refreshToken, Set<String> scopes) {
        TokenExchange exchange = new TokenExchange(tls(client));
        try {
            IAuthenticationResult result = application(client, exchange)
                    .acquireToken(
                            RefreshTokenParameters.builder(scopes, refreshToken).build())
                    .get();
            return new TokenResponse(
                    new AccessToken(result.accessToken(), result.expiresOnDate().toInstant()),
                    Set.of(result.scopes().strip().split("\\s+")),
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

    private static SSLContext tls(OAuthClient client) {
        try {
            return client.network().tls();
        } catch (IllegalArgumentException e) {
            throw new TokenException(
                    Kind.APP_CONFIGURATION, "", "The field Trusted Certificates is not usable. " + e.getMessage(), e);
        }
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
