package io.posthorn.oauth;

import org.osgi.annotation.versioning.ProviderType;

/** Gives accounts that can fetch access tokens. Registered as an OSGi service; safe for use by any thread. */
@ProviderType
public interface TokenService {

    /**
     * The account behind the OAuth fields of an admin page. Equal clients share one account and one token, so three
     * pages with the same fields make one token request. Nothing is fetched yet.
     *
     * @param client the fields
     * @return a handle; close it when the page goes. The account ends with its last handle
     */
    OAuthAccount open(OAuthClient client);
}
