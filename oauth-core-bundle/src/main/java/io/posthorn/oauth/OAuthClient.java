package io.posthorn.oauth;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * The OAuth fields of an admin page: which registered application asks, where, for what, and with what. Two equal clients are
 * one account with one token.
 *
 * @param cloud where tokens come from
 * @param tenant directory (tenant) ID or domain, {@code common} or {@code organizations}; never empty
 * @param clientId application (client) ID of the app registration; never empty
 * @param credential how the application proves that it is the one
 * @param grant what tokens are given for
 */
public record OAuthClient(Cloud cloud, String tenant, String clientId, Credential credential, Grant grant) {

    private static final Set<String> MANY_TENANTS = Set.of("common", "organizations");

    /**
     * Checks and trims what people paste with blanks around it.
     *
     * @throws IllegalArgumentException if a field is empty, the tenant cannot be one, or the fields do not go together
     */
    public OAuthClient {
        Objects.requireNonNull(cloud, "cloud");
        tenant = tenant.strip();
        clientId = clientId.strip();
        if (clientId.isEmpty()) {
            throw new IllegalArgumentException("The client ID is empty.");
        }
        if (!tenant.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
            throw new IllegalArgumentException("'" + tenant + "' is no tenant. Give the directory (tenant) ID, "
                    + "a domain of the tenant, 'common' or 'organizations'.");
        }
        String lower = tenant.toLowerCase(Locale.ROOT);
        if (lower.equals("consumers")) {
            throw new IllegalArgumentException("Applications for personal Microsoft accounts only are not supported."
                    + " Register one for work and school accounts and personal accounts, and give 'common'.");
        }
        if (grant instanceof Grant.ClientCredentials) {
            if (MANY_TENANTS.contains(lower)) {
                throw new IllegalArgumentException(
                        "'" + tenant + "' does not go with client credentials, which belong to"
                                + " one tenant, and never to a personal mailbox: give the directory (tenant) ID or a domain of"
                                + " it.");
            }
            if (credential instanceof Credential.None) {
                throw new IllegalArgumentException(
                        "Client credentials need a client secret or a client certificate; there is neither.");
            }
        }
    }

    /**
     * An application with a client secret, or none, and a pasted refresh token, as on the pages of AEM Forms.
     *
     * @param cloud where tokens come from
     * @param tenant as above
     * @param clientId as above
     * @param clientSecret value of the client secret; empty for a public client
     * @param refreshToken the refresh token as pasted
     * @throws IllegalArgumentException as above
     */
    public OAuthClient(Cloud cloud, String tenant, String clientId, String clientSecret, String refreshToken) {
        this(cloud, tenant, clientId, Credential.secret(clientSecret), new Grant.RefreshToken(refreshToken));
    }

    @Override
    public String toString() {
        return "OAuthClient[authority=" + cloud.authority() + ", tenant=" + tenant + ", clientId=" + clientId + "]";
    }
}
