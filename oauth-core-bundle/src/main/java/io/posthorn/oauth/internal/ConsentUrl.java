package io.posthorn.oauth.internal;

import io.posthorn.oauth.Grant;
import io.posthorn.oauth.OAuthClient;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Addresses of the authority for people to open in a browser. */
public final class ConsentUrl {

    private ConsentUrl() {}

    /**
     * Where a person signs in and consents (Microsoft, <i>OAuth 2.0 authorization code flow</i>).
     *
     * @param user who is to sign in; empty if it does not matter
     */
    static URI ofUser(OAuthClient client, PendingSignIn pending, String user) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", client.clientId());
        query.put("response_type", "code");
        query.put("redirect_uri", pending.redirect().toString());
        query.put("response_mode", "query");
        query.put("scope", String.join(" ", new TreeSet<>(pending.scopes())) + " offline_access");
        query.put("state", pending.state());
        query.put("code_challenge", pending.proofKey().challenge());
        query.put("code_challenge_method", "S256");
        query.put("prompt", "login"); // or a browser would take the one who is signed in already
        if (!user.isEmpty()) {
            query.put("login_hint", user);
        }
        return url(client, client.tenant(), "/oauth2/v2.0/authorize", query);
    }

    /**
     * Where an administrator of the tenant consents for everybody (Microsoft, <i>OAuth 2.0 client credentials flow</i>).
     *
     * @param client the application
     * @param scopes what to consent to
     * @return the address
     */
    public static URI ofAdministrator(OAuthClient client, Set<String> scopes) {
        boolean isAppOnly = client.grant() instanceof Grant.ClientCredentials;
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", client.clientId());
        query.put("scope", isAppOnly ? client.cloud().appScope() : String.join(" ", new TreeSet<>(scopes)));
        query.put("redirect_uri", "http://localhost");
        // There is no administrator of all tenants, so "common" is not served.
        String tenant = client.tenant().equalsIgnoreCase("common") ? "organizations" : client.tenant();
        return url(client, tenant, "/v2.0/adminconsent", query);
    }

    private static URI url(OAuthClient client, String tenant, String path, Map<String, String> query) {
        return URI.create(client.cloud().authority() + "/" + tenant + path + "?"
                + query.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&")));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
