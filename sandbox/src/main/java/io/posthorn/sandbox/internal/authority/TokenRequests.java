package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.TokenRequest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What came to the token endpoint, without its secrets. */
final class TokenRequests {
    private static final Set<String> SECRET =
            Set.of("client_secret", "refresh_token", "code", "code_verifier", "client_assertion", "password");

    private final List<TokenRequest> requests = new ArrayList<>();

    synchronized void add(String path, Form form, int status, String error) {
        Map<String, String> masked = new LinkedHashMap<>(form.fields());
        masked.replaceAll((name, value) -> SECRET.contains(name) ? "***" : value);
        requests.add(new TokenRequest(path, masked, status, error));
    }

    synchronized List<TokenRequest> all() {
        return List.copyOf(requests);
    }
}
