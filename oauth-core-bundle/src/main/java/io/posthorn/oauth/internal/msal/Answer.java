package io.posthorn.oauth.internal.msal;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.microsoft.aad.msal4j.IHttpResponse;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.internal.AuthorityError;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An HTTP answer, as MSAL4J wants it and as we read it. */
record Answer(int statusCode, Map<String, List<String>> headers, String body) implements IHttpResponse {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    Optional<AuthorityError> error() {
        Map<String, Object> json = json();
        return text("error")
                .map(error -> new AuthorityError(
                        statusCode,
                        error,
                        json.get("error_codes") instanceof List<?> codes
                                ? codes.stream().map(String::valueOf).toList()
                                : List.of(),
                        text("error_description").orElse(""),
                        text("correlation_id").orElse(""),
                        retryAfter()));
    }

    /** A captive portal, a proxy's error page, or a server that is no authority at all. */
    TokenException notOAuth(URI authority) {
        return new TokenException(
                Kind.TEMPORARY,
                "",
                "The authority " + authority + " answered HTTP " + statusCode + " with "
                        + (header("content-type").isEmpty() ? "no content type" : header("content-type"))
                        + " where a token response in JSON was due. It is in trouble, or a proxy answered in its"
                        + " place, or the field Authority names the wrong server.",
                null,
                "",
                retryAfter().orElse(null));
    }

    /** How long the authority wants to be left alone; empty if it did not say. */
    private Optional<Duration> retryAfter() {
        Optional<Duration> told = RetryAfter.of(statusCode, headers);
        return statusCode == TOO_MANY_REQUESTS ? told.or(() -> Optional.of(A_WHILE)) : told;
    }

    /** A header's first value; empty if there is none. The JDK's map does not tell names apart by their case. */
    String header(String name) {
        return headers.getOrDefault(name, List.of("")).get(0);
    }

    Optional<String> text(String name) {
        return json().get(name) instanceof String value && !value.isEmpty() ? Optional.of(value) : Optional.empty();
    }

    Optional<Duration> seconds(String name) {
        String value = String.valueOf(json().get(name));
        return value.matches("\\d{1,9}") ? Optional.of(Duration.ofSeconds(Long.parseLong(value))) : Optional.empty();
    }

    private Map<String, Object> json() {
        try (JsonReader reader = JsonProviders.createReader(body)) {
            Map<String, Object> map = reader.readMap(JsonReader::readUntyped);
            return map == null ? Map.of() : map;
        } catch (IOException | IllegalStateException e) {
            return Map.of();
        }
    }

    @Override
    public String toString() {
        return "Answer[statusCode=" + statusCode + "]";
    }
}
