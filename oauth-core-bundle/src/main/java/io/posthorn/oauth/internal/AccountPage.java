package io.posthorn.oauth.internal;

import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.page.Page;

import java.net.URI;

/** What a page <i>OAuth 2.0 account</i> says. */
public final class AccountPage {

    static final String PID = "io.posthorn.oauth.account";
    private static final String LABEL = "OAuth 2.0 account";

    private final AccountConfig config;

    AccountPage(AccountConfig config) {
        this.config = config;
    }

    /** How sentences call it. */
    static String describe(String pid) {
        return new Page(LABEL, pid).name();
    }

    /**
     * The name, unchecked.
     *
     * @return empty if there is none
     */
    String name() {
        return config.name().strip();
    }

    /**
     * Its fields, checked.
     *
     * @param pid which page it is
     * @throws io.posthorn.page.WrongPageException with the sentence that names page and field
     */
    OAuthClient client(String pid) {
        Page page = new Page(LABEL, pid);
        String name = page.required("Name", config.name(), "Give the name that other pages call the account by.");
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw page.wrong("Name", "is '" + name + "'. Use letters, digits, dots, dashes and underlines only.");
        }
        if (name.startsWith(Accounts.OWN)) {
            throw page.wrong(
                    "Name",
                    "is '" + name + "'. Names that begin with " + Accounts.OWN
                            + " are for accounts whose fields are on other pages: choose another one.");
        }
        page.required("Client ID", config.client_id(), "Copy the application (client) ID from the app registration.");
        page.resolved("Client Secret", config._client_secret());
        page.required(
                "Refresh Token",
                config._refresh_token(),
                "Sign in once as the README describes and paste the refresh token.");
        Cloud cloud = page.checked(
                "Authority", () -> Cloud.of(URI.create(config.authority().strip())));
        return page.checked(
                "Tenant",
                () -> new OAuthClient(
                        cloud, config.tenant(), config.client_id(), config._client_secret(), config._refresh_token()));
    }
}
