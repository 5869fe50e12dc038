package io.posthorn.sandbox.internal.authority;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The fields of a query or of a form in {@code application/x-www-form-urlencoded}; the last of a name counts. */
record Form(Map<String, String> fields) {
    static final Form EMPTY = new Form(Map.of());

    static Form parse(String encoded) throws Refusal {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new Form(fields);
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String decode(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "invalid_request", 9002313, "Invalid request. Request is malformed or invalid.");
        }
    }

    /** The value, or an empty string. */
    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    boolean has(String name) {
        return !get(name).isEmpty();
    }

    String required(String name) throws Refusal {
        if (!has(name)) {
            throw Refusal.missing(name);
        }
        return get(name);
    }

    Form with(Form other) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putAll(other.fields);
        return new Form(all);
    }
}
