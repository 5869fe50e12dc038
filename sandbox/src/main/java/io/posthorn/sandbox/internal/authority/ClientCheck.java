package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.internal.AuthoritySettings;
import io.posthorn.sandbox.internal.Tenant;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.Set;

/**
 * Who calls the token endpoint: the app and its secret, in the form or by HTTP Basic
 * (<a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1">RFC 6749, section 2.3.1</a>), or its certificate.
 */
record ClientCheck(Tenant tenant, AuthoritySettings settings, AppRegistration app, InstantSource clock) {
    private static final Set<String> PUBLIC_FLOWS =
            Set.of(DeviceCodes.GRANT_TYPE, DeviceCodes.SHORT_GRANT_TYPE, "refresh_token");

    /** Refuses whoever is not the app; {@code audiences} are the names that an assertion may have for this endpoint. */
    void check(Form form, String authorization, Collection<String> audiences) throws Refusal {
        Form credentials = form.with(basic(authorization));
        checkId(credentials.required("client_id"));
        boolean secret = credentials.has("client_secret");
        boolean assertion = credentials.has("client_assertion");
        if (settings.publicClient() && (secret || assertion)) {
            throw Refusal.of(700025);
        }
        if (assertion) {
            checkAssertion(credentials, audiences);
        } else if (secret) {
            checkSecret(credentials.get("client_secret"));
        } else if (!mayComeWithout(form.get("grant_type"))) {
            throw Refusal.of(7000218);
        }
    }

    void checkId(String clientId) throws Refusal {
        if (!clientId.equalsIgnoreCase(tenant.clientId())) {
            throw new Refusal(
                    400,
                    "unauthorized_client",
                    700016,
                    "Application with identifier '" + clientId + "' was not found in the directory '" + tenant.domain()
                            + "'. This can happen if the application has not been installed by the administrator of"
                            + " the tenant or consented to by any user in the tenant.");
        }
    }

    private boolean mayComeWithout(String grantType) {
        return settings.publicClient()
                ? !grantType.equals("client_credentials")
                : settings.publicClientFlows() && PUBLIC_FLOWS.contains(grantType);
    }

    private void checkSecret(String secret) throws Refusal {
        boolean alive = app.secret(secret).orElseThrow(() -> Refusal.of(7000215, tenant));
        if (!alive) {
            throw Refusal.of(7000222, tenant);
        }
    }

    private void checkAssertion(Form credentials, Collection<String> audiences) throws Refusal {
        if (!credentials.required("client_assertion_type").equals(ClientAssertion.TYPE)) {
            throw Refusal.of(50027);
        }
        ClientAssertion assertion = ClientAssertion.parse(credentials.get("client_assertion"));
        assertion.checkSignature(app);
        assertion.checkClaims(tenant.clientId(), audiences, clock.instant());
    }

    private static Form basic(String authorization) throws Refusal {
        if (!authorization.startsWith("Basic ")) {
            return Form.EMPTY;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(authorization.substring(6));
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return Form.parse("client_id=" + parts[0] + "&client_secret=" + (parts.length > 1 ? parts[1] : ""));
        } catch (IllegalArgumentException e) {
            return Form.EMPTY;
        }
    }
}
