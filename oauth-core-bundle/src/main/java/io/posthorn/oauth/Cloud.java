package io.posthorn.oauth;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * A Microsoft cloud: who issues tokens, and for which mail servers.
 *
 * @param authority the https address of the token issuer, without tenant and without a trailing slash
 * @param mailResource the resource that mail scopes are prefixed with
 */
public record Cloud(URI authority, URI mailResource) {

    private static final URI OUTLOOK = URI.create("https://outlook.office.com");

    /** Microsoft 365 worldwide, GCC included. */
    public static final Cloud GLOBAL = new Cloud(URI.create("https://login.microsoftonline.com"), OUTLOOK);

    /**
     * Checks and normalizes.
     *
     * @throws IllegalArgumentException if the authority is not an https address of a host
     */
    public Cloud {
        Objects.requireNonNull(mailResource, "mailResource");
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

    /**
     * The mail servers of the worldwide cloud, with tokens from another issuer: a test system, or a private one.
     *
     * @param authority its https address, without tenant
     * @return the cloud
     * @throws IllegalArgumentException as the constructor does
     */
    public static Cloud of(URI authority) {
        return new Cloud(authority, OUTLOOK);
    }

    /**
     * The scope that asks for a permission.
     *
     * @param permission what is wanted
     * @return for example {@code https://outlook.office.com/SMTP.Send}
     */
    public String scope(Permission permission) {
        return mailResource + "/" + permission.value();
    }
}
