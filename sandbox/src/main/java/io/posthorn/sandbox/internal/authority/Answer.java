package io.posthorn.sandbox.internal.authority;

import java.util.Map;

/** What the authority sends back. */
record Answer(int status, Map<String, String> headers, String body) {
    /** Nothing at all. */
    static final Answer NONE = new Answer(0, Map.of(), "");

    static Answer json(int status, String body) {
        return new Answer(
                status,
                Map.of("Content-Type", "application/json; charset=utf-8", "Cache-Control", "no-store, no-cache"),
                body);
    }

    static Answer page(int status, String html) {
        return new Answer(
                status,
                Map.of("Content-Type", "text/html; charset=utf-8", "Cache-Control", "no-store, no-cache"),
                html);
    }

    static Answer redirect(String location) {
        return new Answer(302, Map.of("Location", location), "");
    }
}
