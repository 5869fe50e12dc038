package io.posthorn.sandbox.internal.authority;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** One request over HTTP and the way back. */
record WebExchange(HttpExchange http) {
    private static final String REQUEST_ID = "client-request-id";

    String path() {
        return http.getRequestURI().getPath();
    }

    String query() {
        return Optional.ofNullable(http.getRequestURI().getRawQuery()).orElse("");
    }

    boolean isPost() {
        return http.getRequestMethod().equals("POST");
    }

    /** Empty unless it is a POST. */
    String body() throws IOException {
        return isPost() ? new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8) : "";
    }

    Headers headers() {
        return http.getRequestHeaders();
    }

    /** The value, or an empty string. */
    String header(String name) {
        return Optional.ofNullable(headers().getFirst(name)).orElse("");
    }

    /** The client's name for the request. It is given back in every answer; MSAL4J compares it with what it sent. */
    String requestId() {
        return header(REQUEST_ID);
    }

    void send(Answer answer) throws IOException {
        byte[] body = begin(answer);
        http.getResponseBody().write(body);
    }

    /** Sends half of the body and ends the connection. */
    void cut(Answer answer) throws IOException {
        byte[] body = begin(answer);
        http.getResponseBody().write(Arrays.copyOf(body, body.length / 2));
        http.getResponseBody().flush();
        http.close();
    }

    private byte[] begin(Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(http.getResponseHeaders()::set);
        if (!requestId().isEmpty()) {
            http.getResponseHeaders().set(REQUEST_ID, requestId());
        }
        http.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        return body;
    }
}
