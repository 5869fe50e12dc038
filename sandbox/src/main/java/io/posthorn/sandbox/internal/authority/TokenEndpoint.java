package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.internal.RandomText;
import io.posthorn.sandbox.internal.Settings;
import io.posthorn.sandbox.internal.Tenant;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Turns a code or a refresh token into tokens (Microsoft: <a
 * href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">authorization code flow</a>).
 */
final class TokenEndpoint {
    private final Tenant tenant;
    private final Settings settings;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final AuthorizationCodes codes;
    private final ClientCheck clients;

    TokenEndpoint(
            Tenant tenant,
            Settings settings,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            AuthorizationCodes codes) {
        this.tenant = tenant;
        this.settings = settings;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.codes = codes;
        this.clients = new ClientCheck(tenant);
    }

    /** The fields of the answer. */
    Map<String, Object> answer(Form form, String authorization, String issuer) throws Refusal {
        String type = form.required("grant_type");
        clients.check(form, authorization);
        Grant grant = switch (type) {
            case "authorization_code" -> codes.redeem(form);
            case "refresh_token" -> refreshTokens.redeem(form.required("refresh_token"));
            default ->
                throw new Refusal(
                        400,
                        "unsupported_grant_type",
                        70003,
                        "The app requested an unsupported grant type '" + type + "'.");
        };
        return tokens(grant, form, issuer);
    }

    private Map<String, Object> tokens(Grant grant, Form form, String issuer) throws Refusal {
        List<String> asked = Scope.words(form.get("scope"));
        List<Scope> permissions = permissions(grant, asked);
        String resource = permissions.get(0).resource();
        Duration life = life();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("token_type", "Bearer");
        answer.put("scope", permissions.stream().map(Scope::uri).collect(Collectors.joining(" ")));
        answer.put("expires_in", life.toSeconds());
        answer.put("ext_expires_in", life.toSeconds());
        List<String> names = permissions.stream().map(Scope::name).toList();
        answer.put("access_token", accessTokens.issue(grant.user(), life, resource, names));
        if (grant.has("offline_access")) {
            answer.put("refresh_token", refreshTokens.issue(grant));
        }
        if (asked.contains("openid") || grant.has("openid")) {
            answer.put("id_token", accessTokens.idToken(grant.user(), issuer));
        }
        if (form.get("client_info").equals("1")) {
            answer.put("client_info", clientInfo(grant));
        }
        return answer;
    }

    /** All that is consented of the one resource that is asked for. */
    private List<Scope> permissions(Grant grant, List<String> asked) throws Refusal {
        List<Scope> wanted = new ArrayList<>(Scope.permissions(asked));
        if (wanted.isEmpty()) {
            wanted.addAll(Scope.permissions(grant.scopes()).stream().limit(1).toList());
        }
        if (wanted.stream().map(Scope::resource).distinct().count() > 1) {
            throw new Refusal(
                    400,
                    "invalid_request",
                    28000,
                    "Provided value for the input parameter scope is not valid because it contains more than one"
                            + " resource. Scope " + String.join(" ", asked) + " is not valid.");
        }
        for (Scope scope : wanted) {
            checkConsent(grant, scope);
        }
        return wanted.isEmpty()
                ? List.of(new Scope(Scope.GRAPH, "User.Read"))
                : grant.of(wanted.get(0).resource());
    }

    private void checkConsent(Grant grant, Scope scope) throws Refusal {
        if (!scope.exists()) {
            throw new Refusal(
                    400,
                    "invalid_scope",
                    70011,
                    "The provided value for the input parameter 'scope' is not valid. The scope " + scope.uri()
                            + " does not exist.");
        }
        List<Scope> consented = grant.of(scope.resource());
        if (consented.isEmpty() || !(scope.name().equals(Scope.DEFAULT) || consented.contains(scope))) {
            throw new Refusal(
                    400,
                    "invalid_grant",
                    65001,
                    "The user or administrator has not consented to use the application with ID '" + tenant.clientId()
                            + "' named 'Posthorn'. Send an interactive authorization request for this user and"
                            + " resource.",
                    "consent_required");
        }
    }

    private Duration life() {
        Duration fixed = settings.accessTokenLife();
        return fixed != null ? fixed : Duration.ofSeconds(RandomText.between(3600, 5400));
    }

    private String clientInfo(Grant grant) {
        String json = Json.text(Map.of("uid", grant.user().objectId(), "utid", tenant.id()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
