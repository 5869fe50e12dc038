package io.posthorn.oauth.internal.msal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long a server wants to be left alone (RFC 9110, section 10.2.3). */
final class RetryAfter {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private RetryAfter() {}

    /** @param headers by name; whether names are told apart by their case is the map's matter */
    static Optional<Duration> of(int status, Map<String, List<String>> headers) {
        if (status != TOO_MANY_REQUESTS && status != UNAVAILABLE) {
            return Optional.empty();
        }
        return first(headers, "retry-after")
                .flatMap(value -> value.matches("\\d{1,9}")
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                        : until(value, headers));
    }

    /** A date counts from the answer's own: the clocks of both sides need not agree. */
    private static Optional<Duration> until(String value, Map<String, List<String>> headers) {
        return date(value)
                .flatMap(end ->
                        first(headers, "date").flatMap(RetryAfter::date).map(sent -> Duration.between(sent, end)))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    private static Optional<ZonedDateTime> date(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> first(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of()).stream().map(String::strip).findFirst();
    }
}
