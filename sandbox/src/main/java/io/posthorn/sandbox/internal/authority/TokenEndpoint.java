package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.internal.RandomText;
import io.posthorn.sandbox.internal.Settings;
import io.posthorn.sandbox.internal.Tenant;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns a code or a refresh token into tokens (Microsoft: <a
 * href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">authorization code flow</a>), or
 * the app's own word.
 */
final class TokenEndpoint {
    private final Tenant tenant;
    private final Settings settings;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final AuthorizationCodes codes;
    private final DeviceCodes devices;
    private final ClientCheck clients;
    private final ScopeCheck scopes;
    private final AppTokens appTokens;

    TokenEndpoint(
            Tenant tenant,
            Settings settings,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            AuthorizationCodes codes,
            DeviceCodes devices,
            ClientCheck clients,
            ScopeCheck scopes) {
        this.tenant = tenant;
        this.settings = settings;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.codes = codes;
        this.devices = devices;
        this.clients = clients;
        this.scopes = scopes;
        this.appTokens = new AppTokens(tenant, settings.authority(), accessTokens);
    }

    /** The fields of the answer; {@code segment} is the tenant as the request's path names it. */
    Map<String, Object> answer(Form form, String authorization, URI server, String segment) throws Refusal {
        String type = form.required("grant_type");
        clients.check(form, authorization, audiences(server, segment));
        if (type.equals("client_credentials")) {
            return appTokens.answer(form, life());
        }
        Grant grant = grant(type, form);
        if (!TenantCheck.hasUsers(segment)) {
            throw Refusal.invalidGrant(70000);
        }
        return tokens(grant, form, server + "/" + tenant.id() + "/v2.0");
    }

    private Grant grant(String type, Form form) throws Refusal {
        return switch (type) {
            case "authorization_code" -> codes.redeem(form);
            case "refresh_token" -> refreshTokens.redeem(form.required("refresh_token"));
            case DeviceCodes.GRANT_TYPE, DeviceCodes.SHORT_GRANT_TYPE -> {
                String code = form.required("device_code");
                yield Grant.of(
                        devices.redeem(code),
                        devices.scopes(code),
                        settings.authority().mailResources());
            }
            default ->
                throw new Refusal(
                        400,
                        "unsupported_grant_type",
                        70003,
                        "The app requested an unsupported grant type '" + type + "'.");
        };
    }

    private Map<String, Object> tokens(Grant grant, Form form, String issuer) throws Refusal {
        List<String> asked = Scope.words(form.get("scope"));
        List<Scope> permissions = scopes.permissions(grant, asked);
        String resource = permissions.get(0).resource();
        Duration life = life();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("token_type", "Bearer");
        answer.put("scope", permissions.stream().map(Scope::uri).collect(Collectors.joining(" ")));
        answer.put("expires_in", life.toSeconds());
        answer.put("ext_expires_in", life.toSeconds());
        if (grant.has("offline_access")) {
            answer.put("refresh_token", refreshToken(grant, form));
        }
        List<String> names = permissions.stream().map(Scope::name).toList();
        answer.put("access_token", accessTokens.issue(grant.user(), life, resource, names));
        if (asked.contains("openid") || grant.has("openid")) {
            answer.put("id_token", accessTokens.idToken(grant.user(), issuer));
        }
        if (form.get("client_info").equals("1")) {
            answer.put("client_info", clientInfo(grant));
        }
        return answer;
    }

    private String refreshToken(Grant grant, Form form) throws Refusal {
        return form.get("grant_type").equals("refresh_token")
                ? refreshTokens.rotate(form.get("refresh_token"), grant)
                : refreshTokens.issue(grant);
    }

    private Duration life() {
        Duration fixed = settings.accessTokenLife();
        return fixed != null ? fixed : Duration.ofSeconds(RandomText.between(3600, 5400));
    }

    /** What an assertion for this endpoint may call it. */
    private List<String> audiences(URI server, String segment) {
        return Stream.of(segment, tenant.id(), tenant.domain())
                .flatMap(name -> Stream.of("/oauth2/v2.0/token", "/v2.0").map(path -> server + "/" + name + path))
                .toList();
    }

    private String clientInfo(Grant grant) {
        String json = Json.text(Map.of("uid", grant.user().objectId(), "utid", tenant.id()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
