package io.posthorn.oauth.internal;

import io.posthorn.oauth.Network;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenService;
import io.posthorn.oauth.internal.msal.MsalTokenEndpoint;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import java.time.InstantSource;

/**
 * Puts the token core together: MSAL4J for the requests, memory for the tokens. It lives as long as its bundle, also while
 * nobody uses it: a page that is changed lets go of it for a moment, and its tokens must not go with that.
 */
@Component(immediate = true)
public final class TokenServiceComponent implements TokenService {

    private final MsalTokenEndpoint endpoint;
    private final Accounts accounts;

    /**
     * Made by Declarative Services; needs no configuration of its own.
     *
     * @param network how the authority is reached
     */
    @Activate
    public TokenServiceComponent(@Reference Network network) {
        this(network, InstantSource.system());
    }

    /**
     * With a clock of one's own, for tests.
     *
     * @param network how the authority is reached
     * @param clock tells when tokens expire
     */
    public TokenServiceComponent(Network network, InstantSource clock) {
        endpoint = new MsalTokenEndpoint(network);
        accounts = new Accounts(endpoint, new MemoryTokenStore(), clock);
    }

    @Override
    public OAuthAccount open(OAuthClient client) {
        return accounts.open(client);
    }

    @Deactivate
    void deactivate() {
        endpoint.close();
    }
}
