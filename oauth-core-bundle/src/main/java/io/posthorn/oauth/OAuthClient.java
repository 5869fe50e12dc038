package io.posthorn.oauth;

import java.util.Objects;

/**
 * The OAuth fields of an admin page: which registered application asks, where, and with what. Two equal clients are one
 * account with one token.
 *
 * @param cloud where tokens come from
 * @param tenant directory (tenant) ID or domain, {@code common} or {@code organizations}; never empty
 * @param clientId application (client) ID of the app registration; never empty
 * @param clientSecret value of the client secret; empty for a public client. {@link #toString()} leaves it out
 * @param refreshToken the refresh token as pasted, a seed: a rotated one replaces it. {@link #toString()} leaves it out
 */
public record OAuthClient(Cloud cloud, String tenant, String clientId, String clientSecret, String refreshToken) {

    /**
     * Checks and trims what people paste with blanks around it.
     *
     * @throws IllegalArgumentException if tenant, client id or refresh token is empty, or the tenant cannot be one
     */
    public OAuthClient {
        Objects.requireNonNull(cloud, "cloud");
        tenant = tenant.strip();
        clientId = required(clientId, "client ID");
        clientSecret = clientSecret.strip();
        refreshToken = required(refreshToken, "refresh token");
        if (!tenant.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
            throw new IllegalArgumentException("'" + tenant + "' is no tenant. Give the directory (tenant) ID, "
                    + "a domain of the tenant, 'common' or 'organizations'.");
        }
    }

    private static String required(String value, String what) {
        String stripped = value.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("The " + what + " is empty.");
        }
        return stripped;
    }

    @Override
    public String toString() {
        return "OAuthClient[authority=" + cloud.authority() + ", tenant=" + tenant + ", clientId=" + clientId + "]";
    }
}
