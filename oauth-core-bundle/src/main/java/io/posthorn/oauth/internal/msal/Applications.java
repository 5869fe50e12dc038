package io.posthorn.oauth.internal.msal;

import com.microsoft.aad.msal4j.AbstractClientApplicationBase;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.PublicClientApplication;
import io.posthorn.oauth.Credential;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;

import java.net.MalformedURLException;
import java.time.Instant;
import java.util.concurrent.ExecutorService;

/**
 * MSAL4J's application objects, a new one for each request. No instance discovery: it would ask Microsoft about an authority
 * that the administrator has named.
 */
record Applications(OAuthClient client, TokenExchange exchange, ExecutorService executor, Instant now) {

    AbstractClientApplicationBase any() throws MalformedURLException {
        return client.credential() instanceof Credential.None ? publicOne() : confidential();
    }

    PublicClientApplication publicOne() throws MalformedURLException {
        return PublicClientApplication.builder(client.clientId())
                .authority(authority())
                .instanceDiscovery(false)
                .disableInternalRetries()
                .httpClient(exchange)
                .executorService(executor)
                .build();
    }

    ConfidentialClientApplication confidential() throws MalformedURLException {
        return ConfidentialClientApplication.builder(client.clientId(), credential(client.credential()))
                .authority(authority())
                .instanceDiscovery(false)
                .disableInternalRetries()
                .httpClient(exchange)
                .executorService(executor)
                .build();
    }

    private IClientCredential credential(Credential credential) {
        if (credential instanceof Credential.Secret secret) {
            return ClientCredentialFactory.createFromSecret(secret.value());
        }
        if (credential instanceof Credential.Certificate file) {
            ClientCertificate read = certificate(file);
            return ClientCredentialFactory.createFromCertificate(read.key(), read.certificate());
        }
        throw new IllegalArgumentException("A public client cannot do this.");
    }

    private ClientCertificate certificate(Credential.Certificate file) {
        try {
            return ClientCertificate.read(file).validAt(now);
        } catch (IllegalArgumentException e) {
            String sentence =
                    "The field Client Certificate on the page OAuth 2.0 account (io.posthorn.oauth.account) is"
                            + " not usable. " + e.getMessage();
            throw new TokenException(Kind.APP_CONFIGURATION, "", sentence, e);
        }
    }

    private String authority() {
        return client.cloud().authority() + "/" + client.tenant() + "/";
    }
}
