package io.posthorn.sandbox;

import java.util.Map;

/**
 * A request that reached the token endpoint
 * (<a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.2">RFC 6749, section 3.2</a>) and how it ended.
 *
 * @param path the request's path, which names the tenant
 * @param parameters the form's fields; a secret, code, verifier, assertion or token is shown as {@code ***}
 * @param headers the request's header fields, names in lower case, among them MSAL's such as {@code x-client-sku};
 *     {@code authorization} is shown as {@code ***}
 * @param status the HTTP status of the answer; 0 when there was none
 * @param error the {@code error} of the answer and its AADSTS number, such as {@code invalid_grant 70000}; a word for
 *     an answer that is not Entra's, such as {@code html}; empty when a token was issued
 * @param atOnce how many token requests were waiting for their answer when this one came, itself included
 */
public record TokenRequest(
        String path,
        Map<String, String> parameters,
        Map<String, String> headers,
        int status,
        String error,
        int atOnce) {
    /** Copies the parameters and headers. */
    public TokenRequest {
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
    }
}
