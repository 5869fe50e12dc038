package io.posthorn.oauth.internal.msal;

import com.microsoft.aad.msal4j.AbstractClientApplicationBase;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.PublicClientApplication;
import io.posthorn.oauth.Credential;
import io.posthorn.oauth.OAuthClient;

import java.net.MalformedURLException;
import java.time.Instant;
import java.util.concurrent.ExecutorService;

/**
 * MSAL4J's application objects, a new one for each request. No instance discovery: it would ask Microsoft about an authority
 * that the administrator has named.
 */
final class Applications {

    private Applications() {}

    static AbstractClientApplicationBase of(
            OAuthClient client, TokenExchange exchange, ExecutorService executor, Instant now)
            throws MalformedURLException {
        return client.credential() instanceof Credential.None
                ? publicOne(client, exchange, executor)
                : confidential(client, exchange, executor, now);
    }

    static PublicClientApplication publicOne(OAuthClient client, TokenExchange exchange, ExecutorService executor)
            throws MalformedURLException {
        return PublicClientApplication.builder(client.clientId())
                .authority(authority(client))
                .instanceDiscovery(false)
                .disableInternalRetries()
                .httpClient(exchange)
                .executorService(executor)
                .build();
    }

    static ConfidentialClientApplication confidential(
            OAuthClient client, TokenExchange exchange, ExecutorService executor, Instant now)
            throws MalformedURLException {
        return ConfidentialClientApplication.builder(client.clientId(), credential(client.credential(), now))
                .authority(authority(client))
                .instanceDiscovery(false)
                .disableInternalRetries()
                .httpClient(exchange)
                .executorService(executor)
                .build();
    }

    private static IClientCredential credential(Credential credential, Instant now) {
        if (credential instanceof Credential.Secret secret) {
            return ClientCredentialFactory.createFromSecret(secret.value());
        }
        if (credential instanceof Credential.Certificate file) {
            ClientCertificate read = ClientCertificate.read(file).validAt(now);
            return ClientCredentialFactory.createFromCertificate(read.key(), read.certificate());
        }
        throw new IllegalArgumentException("A public client cannot do this.");
    }

    private static String authority(OAuthClient client) {
        return client.cloud().authority() + "/" + client.tenant() + "/";
    }
}
