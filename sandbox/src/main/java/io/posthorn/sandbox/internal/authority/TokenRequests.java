package io.posthorn.sandbox.internal.authority;

import com.sun.net.httpserver.Headers;
import io.posthorn.sandbox.TokenRequest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What came to the token endpoint, without its secrets. */
final class TokenRequests {
    private static final Set<String> SECRET = Set.of(
            "client_secret",
            "refresh_token",
            "code",
            "code_verifier",
            "device_code",
            "client_assertion",
            "assertion",
            "password");

    private final List<TokenRequest> requests = new ArrayList<>();
    private int inFlight;
    private int mostAtOnce;

    /** One more waits for its answer; how many do now. */
    synchronized int arrived() {
        inFlight++;
        mostAtOnce = Math.max(mostAtOnce, inFlight);
        return inFlight;
    }

    /** One is about to get its answer. */
    synchronized void left() {
        inFlight--;
    }

    synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    synchronized void add(String path, Form form, Headers headers, int status, String error, int atOnce) {
        Map<String, String> masked = new LinkedHashMap<>(form.fields());
        masked.replaceAll((name, value) -> SECRET.contains(name) ? "***" : value);
        requests.add(new TokenRequest(path, masked, masked(headers), status, error, atOnce));
    }

    private static Map<String, String> masked(Headers headers) {
        Map<String, String> fields = new TreeMap<>();
        headers.forEach((name, values) -> fields.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        fields.computeIfPresent("authorization", (name, value) -> "***");
        return fields;
    }

    synchronized List<TokenRequest> all() {
        return List.copyOf(requests);
    }
}
