package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.internal.AuthoritySettings;
import io.posthorn.sandbox.internal.Tenant;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens for the app itself, without a user and without a refresh token (Microsoft: <a
 * href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">client credentials</a>).
 */
record AppTokens(Tenant tenant, AuthoritySettings settings, AccessTokens accessTokens) {
    private static final List<String> ROLES = List.of("IMAP.AccessAsApp", "POP.AccessAsApp", "SMTP.SendAsApp");

    /** The fields of the answer. */
    Map<String, Object> answer(Form form, Duration life) throws Refusal {
        Scope scope = scope(Scope.words(form.required("scope")));
        boolean mail = settings.mailResources().contains(scope.resource());
        if (!mail && !scope.resource().equals(Scope.GRAPH)) {
            throw Refusal.of(500011, tenant);
        }
        List<String> roles = mail && settings.appRoles() ? ROLES : List.of();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("token_type", "Bearer");
        answer.put("expires_in", life.toSeconds());
        answer.put("ext_expires_in", life.toSeconds());
        answer.put("access_token", accessTokens.issueForApp(life, scope.resource(), roles));
        return answer;
    }

    private static Scope scope(List<String> words) throws Refusal {
        List<Scope> scopes = Scope.permissions(words);
        if (scopes.stream().map(Scope::resource).distinct().count() > 1) {
            throw Refusal.of(28000);
        }
        if (scopes.isEmpty() || !scopes.get(0).name().equals(Scope.DEFAULT)) {
            throw Refusal.of(1002012);
        }
        return scopes.get(0);
    }
}
