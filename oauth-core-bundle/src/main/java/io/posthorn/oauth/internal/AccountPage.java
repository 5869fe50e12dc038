package io.posthorn.oauth.internal;

import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.Credential;
import io.posthorn.oauth.Grant;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.internal.msal.ClientCertificate;
import io.posthorn.page.Page;

import java.net.URI;
import java.nio.file.Path;

/** What a page <i>OAuth 2.0 account</i> says. */
public final class AccountPage {

    static final String PID = "io.posthorn.oauth.account";
    private static final String CUSTOM = "Custom";
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
        Cloud cloud = cloud(page);
        Credential credential = credential(page);
        Grant grant = grant(page, cloud, name);
        return page.checked(
                "Tenant", () -> new OAuthClient(cloud, config.tenant(), config.client_id(), credential, grant));
    }

    /** Whom the sign-in page is to suggest. */
    String user() {
        return config.user().strip();
    }

    private Cloud cloud(Page page) {
        String label = config.cloud().strip();
        String authority = config.authority().strip();
        if (label.equalsIgnoreCase(CUSTOM)) {
            page.required(
                    "Authority", authority, "Cloud Custom needs it, for example https://login.microsoftonline.com.");
            URI resource = page.checked("Mail Resource", this::mailResource);
            return page.checked("Authority", () -> Cloud.custom(URI.create(authority), resource));
        }
        Cloud preset = Cloud.preset(label)
                .orElseThrow(() -> page.wrong(
                        "Cloud", "is '" + label + "'. Give Global, Outlook.com, GCC High, DoD, China or Custom."));
        return authority.isEmpty() ? preset : page.checked("Authority", () -> preset.issuedBy(URI.create(authority)));
    }

    private URI mailResource() {
        String resource = config.mail_resource().strip();
        return resource.isEmpty() ? Cloud.GLOBAL.mailResource() : URI.create(resource.replaceFirst("/+$", ""));
    }

    private Credential credential(Page page) {
        String secret = page.resolved("Client Secret", config._client_secret());
        String other = page.resolved("Other Client Secret", config._other_client_secret());
        String file = config.client_certificate().strip();
        if (!file.isEmpty()) {
            if (!secret.isEmpty() || !other.isEmpty()) {
                throw page.wrong(
                        "Client Certificate",
                        "is filled in, and so is a client secret. Use one of them: empty" + " the other.");
            }
            String password = page.resolved("Client Certificate Password", config._client_certificate_password());
            Credential.Certificate certificate =
                    page.checked("Client Certificate", () -> new Credential.Certificate(Path.of(file), password));
            page.checked("Client Certificate", () -> ClientCertificate.read(certificate));
            return certificate;
        }
        if (secret.isEmpty() && !other.isEmpty()) {
            throw page.wrong(
                    "Other Client Secret", "is filled in, and Client Secret is empty. Fill in that one first.");
        }
        return secret.isEmpty() ? Credential.NONE : new Credential.Secret(secret, other);
    }

    private Grant grant(Page page, Cloud cloud, String name) {
        String seed = page.resolved("Refresh Token", config._refresh_token());
        switch (config.grant().strip()) {
            case "", "refresh_token":
                return seed.isEmpty() ? new Grant.SignedIn(name) : new Grant.RefreshToken(seed);
            case "client_credentials":
                if (cloud.label().equals(Cloud.OUTLOOK_COM.label())) {
                    throw page.wrong(
                            "Grant",
                            "is client_credentials, which personal mailboxes do not allow. Choose"
                                    + " refresh_token, and let the mailbox's owner sign in.");
                }
                if (!seed.isEmpty()) {
                    throw page.wrong(
                            "Refresh Token",
                            "is filled in, but Grant is client_credentials, which has none: empty it.");
                }
                if (config._client_secret().isBlank()
                        && config.client_certificate().isBlank()) {
                    throw page.wrong(
                            "Client Secret",
                            "is empty, and so is Client Certificate. Client credentials need" + " one of them.");
                }
                return Grant.CLIENT_CREDENTIALS;
            default:
                throw page.wrong("Grant", "is '" + config.grant() + "'. Give refresh_token or client_credentials.");
        }
    }
}
