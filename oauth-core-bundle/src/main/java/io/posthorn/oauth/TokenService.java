package io.posthorn.oauth;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.Map;

/** Gives accounts that can fetch access tokens. Registered as an OSGi service; safe for use by any thread. */
@ProviderType
public interface TokenService {

    /**
     * The account behind the OAuth fields of an admin page. Equal clients share one account and one token, so three
     * pages with the same fields make one token request. Nothing is fetched yet.
     *
     * @param client the fields
     * @param needs what the page will want tokens for: a sign-in asks for what all open handles need, and for no more
     * @return a handle; close it when the page goes. The account ends with its last handle
     */
    OAuthAccount open(OAuthClient client, Permission... needs);

    /**
     * The account of a page <i>OAuth 2.0 account</i>. The page may come later, and change: each call looks at it anew.
     *
     * @param name the page's Name
     * @param needs as for {@link #open}, until the handle is closed
     * @return a handle; its calls fail with a {@link TokenException} while there is no usable page of this name
     */
    OAuthAccount account(String name, Permission... needs);

    /**
     * Every account that a page uses, and every one whose tokens are stored.
     *
     * @return by name; those with unusable pages first
     */
    List<AccountStatus> accounts();

    /**
     * Asks the authority for new tokens now, also where those in hand are still good. If somebody is asking at this moment,
     * that is waited for.
     *
     * @param name as {@link AccountStatus#name()} gives it
     * @throws TokenException if no page uses such an account, or the authority gives none; its message says why and what to do
     */
    void refresh(String name);

    /**
     * Deletes the stored tokens of an account. If a page uses it, its next token comes from the page's refresh token.
     *
     * @param name as {@link AccountStatus#name()} gives it
     * @return false if nothing is stored under this name
     * @throws TokenException if the store cannot be used
     */
    boolean forget(String name);

    /**
     * Asks the authority of a cloud for an answer, whatever it is; no secret goes there.
     *
     * @param cloud whose authority
     * @return what answered and which way, for people
     * @throws TokenException if it cannot be reached; its message says why and what to do
     */
    String reach(Cloud cloud);

    /**
     * What an access token says of itself, for people only: tokens are meant for their audience. Nothing is verified.
     *
     * @param token an access token
     * @return by name, such as {@code aud}; values of several words are separated by blanks. Empty if it is opaque
     */
    Map<String, String> claims(AccessToken token);
}
