package io.posthorn.oauth;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A Microsoft cloud: who issues tokens, and for which mail servers.
 *
 * @param label as pages offer it
 * @param authority the https address of the token issuer, without tenant and without a trailing slash
 * @param mailResource the resource that delegated mail scopes are prefixed with
 * @param appResource the resource whose {@code /.default} app-only tokens are asked for
 * @param smtpHost the server that sends; empty if it must be named
 * @param receiveHost the server for IMAP and POP3; empty if it must be named
 */
public record Cloud(
        String label, URI authority, URI mailResource, URI appResource, String smtpHost, String receiveHost) {

    /** Microsoft 365 worldwide, GCC included. */
    public static final Cloud GLOBAL = preset(
            "Global",
            "https://login.microsoftonline.com",
            "https://outlook.office.com",
            "https://outlook.office365.com",
            "smtp.office365.com",
            "outlook.office365.com");

    /** Outlook.com: personal mailboxes, with the authority of the worldwide cloud. */
    public static final Cloud OUTLOOK_COM = preset(
            "Outlook.com",
            "https://login.microsoftonline.com",
            "https://outlook.office.com",
            "https://outlook.office365.com",
            "smtp-mail.outlook.com",
            "outlook.office365.com");

    /** US Government L4. */
    public static final Cloud GCC_HIGH = preset(
            "GCC High",
            "https://login.microsoftonline.us",
            "https://outlook.office365.us",
            "https://outlook.office365.us",
            "smtp.office365.us",
            "outlook.office365.us");

    /** US Government L5. Its mail hosts and resources are taken from other programs, which disagree: unverified. */
    public static final Cloud DOD = preset(
            "DoD",
            "https://login.microsoftonline.us",
            "https://outlook.office365.us",
            "https://outlook-dod.office365.us",
            "outlook-dod.office365.us",
            "outlook-dod.office365.us");

    /** Operated by 21Vianet. Its mail hosts and resources are taken from other programs: unverified. */
    public static final Cloud CHINA = preset(
            "China",
            "https://login.partner.microsoftonline.cn",
            "https://partner.outlook.cn",
            "https://partner.outlook.cn",
            "smtp.partner.outlook.cn",
            "partner.outlook.cn");

    private static final List<Cloud> PRESETS = List.of(GLOBAL, OUTLOOK_COM, GCC_HIGH, DOD, CHINA);

    /**
     * Checks and normalizes.
     *
     * @throws IllegalArgumentException if the authority is not an https address of a host
     */
    public Cloud {
        Objects.requireNonNull(mailResource, "mailResource");
        Objects.requireNonNull(appResource, "appResource");
        if (!"https".equalsIgnoreCase(authority.getScheme()) || authority.getHost() == null) {
            throw new IllegalArgumentException("'" + authority + "' is not an https address. "
                    + "Tokens and secrets go there, so it must be one, as https://login.microsoftonline.com is.");
        }
        if (authority.getRawQuery() != null || authority.getRawFragment() != null || authority.getUserInfo() != null) {
            throw new IllegalArgumentException("'" + authority.getHost() + "': give the authority as scheme, host and "
                    + "port only, as https://login.microsoftonline.com is.");
        }
        if (!authority.getRawPath().replace("/", "").isEmpty()) {
            throw new IllegalArgumentException("'" + authority + "' has a path. Give the authority without the tenant, "
                    + "as https://login.microsoftonline.com is, and the tenant in its own field.");
        }
        String port = authority.getPort() < 0 ? "" : ":" + authority.getPort();
        authority = URI.create("https://" + authority.getHost().toLowerCase(Locale.ROOT) + port);
    }

    private static Cloud preset(
            String label, String authority, String mail, String app, String smtpHost, String receiveHost) {
        return new Cloud(label, URI.create(authority), URI.create(mail), URI.create(app), smtpHost, receiveHost);
    }

    /**
     * A preset by its label.
     *
     * @param label in any case, for example {@code GCC High}
     * @return empty if there is none of this label
     */
    public static Optional<Cloud> preset(String label) {
        return PRESETS.stream()
                .filter(cloud -> cloud.label.equalsIgnoreCase(label.strip()))
                .findFirst();
    }

    /**
     * The worldwide cloud's mail servers, with tokens from another issuer.
     *
     * @param authority its https address, without tenant
     * @return the cloud
     * @throws IllegalArgumentException as the constructor does
     */
    public static Cloud of(URI authority) {
        return GLOBAL.issuedBy(authority);
    }

    /**
     * A cloud of one's own. Its mail hosts must be named where they are used.
     *
     * @param authority its https address, without tenant
     * @param mailResource what scopes are prefixed with, delegated and app-only ones
     * @return the cloud
     * @throws IllegalArgumentException as the constructor does
     */
    public static Cloud custom(URI authority, URI mailResource) {
        return new Cloud("Custom", authority, mailResource, mailResource, "", "");
    }

    /**
     * The same mail servers, with tokens from another issuer: a test system, or a private one.
     *
     * @param other its https address, without tenant
     * @return the cloud
     * @throws IllegalArgumentException as the constructor does
     */
    public Cloud issuedBy(URI other) {
        return new Cloud(label, other, mailResource, appResource, smtpHost, receiveHost);
    }

    /**
     * The scope that asks for a delegated permission.
     *
     * @param permission what is wanted
     * @return for example {@code https://outlook.office.com/SMTP.Send}
     */
    public String scope(Permission permission) {
        return mailResource + "/" + permission.value();
    }

    /**
     * The scope that asks for all app-only permissions (Microsoft, <i>OAuth 2.0 client credentials flow</i>).
     *
     * @return for example {@code https://outlook.office365.com/.default}
     */
    public String appScope() {
        return appResource + "/.default";
    }
}
