package io.posthorn.oauth.internal;

import io.posthorn.oauth.Credential;
import io.posthorn.oauth.Grant;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;

import java.util.Set;

/**
 * Whom somebody signs in for.
 *
 * @param name of the account
 * @param client its fields
 * @param user who is to sign in; empty if it does not matter
 * @param permissions what is to be asked for
 */
record SignInTarget(String name, OAuthClient client, String user, int permissions) {

    AccountKey key() {
        return AccountKey.of(client);
    }

    Set<String> scopes() {
        return Permissions.scopes(client.cloud(), permissions);
    }

    /** @throws TokenException for an account that nobody signs in for */
    SignInTarget checked() {
        if (client.grant() instanceof Grant.ClientCredentials) {
            throw wrong(
                    "The account '" + name + "' is app-only (its Grant is client_credentials): it signs in by itself,"
                            + " on behalf of nobody. To let a person sign in, choose the Grant refresh_token on its page.");
        }
        return this;
    }

    /** @throws TokenException for an account that cannot sign in by device code */
    SignInTarget checkedForDevice() {
        checked();
        if (!(client.credential() instanceof Credential.None)) {
            throw wrong("The account '" + name + "' has a client secret or a certificate, and a device code is for"
                    + " applications without. In the app registration, under Authentication, allow public client flows,"
                    + " and leave Client Secret and Client Certificate empty on the account's page; or sign in with"
                    + " a browser: mail:signin " + name + ".");
        }
        return this;
    }

    private static TokenException wrong(String sentence) {
        return new TokenException(Kind.APP_CONFIGURATION, "", sentence, null);
    }
}
