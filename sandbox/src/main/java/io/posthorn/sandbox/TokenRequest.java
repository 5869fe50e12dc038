package io.posthorn.sandbox;

import java.util.Map;

/**
 * A request that reached the token endpoint
 * (<a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.2">RFC 6749, section 3.2</a>) and how it ended.
 *
 * @param path the request's path, which names the tenant
 * @param parameters the form's fields; a secret, code, verifier or token is shown as {@code ***}
 * @param status the HTTP status of the answer
 * @param error the {@code error} of the answer and its AADSTS number, such as {@code invalid_grant 70000}; empty
 *     when a token was issued
 */
public record TokenRequest(String path, Map<String, String> parameters, int status, String error) {
    /** Copies the parameters. */
    public TokenRequest {
        parameters = Map.copyOf(parameters);
    }
}
