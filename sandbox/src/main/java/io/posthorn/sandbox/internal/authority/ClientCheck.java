package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.internal.Tenant;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who calls the token endpoint: the app and its secret, in the form or by HTTP Basic
 * (<a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1">RFC 6749, section 2.3.1</a>).
 */
record ClientCheck(Tenant tenant) {
    void check(Form form, String authorization) throws Refusal {
        Form credentials = form.with(basic(authorization));
        checkId(credentials.required("client_id"));
        if (!credentials.has("client_secret")) {
            throw new Refusal(
                    401,
                    "invalid_client",
                    7000218,
                    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        }
        if (!credentials.get("client_secret").equals(tenant.clientSecret())) {
            throw new Refusal(
                    401,
                    "invalid_client",
                    7000215,
                    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret"
                            + " value, not the client secret ID, for a secret added to app '" + tenant.clientId()
                            + "'.");
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
