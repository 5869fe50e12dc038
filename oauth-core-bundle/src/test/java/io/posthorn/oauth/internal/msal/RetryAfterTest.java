package io.posthorn.oauth.internal.msal;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {

    private static final String DATE = "Mon, 23 Nov 2026 12:00:00 GMT";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    429 | 120                           | 120
                    503 | 0                             | 0
                    503 | Mon, 23 Nov 2026 12:01:30 GMT | 90
                    503 | Mon, 23 Nov 2026 11:00:00 GMT | 0
                    500 | 120                           |
                    429 | soon                          |
                    429 | -5                            |
                    429 | 99999999999999999999          |
                    429 | ''                            |
                    """)
    void wait_isReadInBothForms(int status, String value, Long seconds) {
        assertThat(RetryAfter.of(status, Map.of("retry-after", List.of(value), "date", List.of(DATE))))
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @ParameterizedTest
    @CsvSource({"429, '', 0", "429, 60, 60"})
    void withoutADateOfTheAnswer_onlySecondsCount(int status, String value, long seconds) {
        Map<String, List<String>> headers = value.isEmpty()
                ? Map.of("retry-after", List.of("Mon, 23 Nov 2026 12:01:30 GMT"))
                : Map.of("retry-after", List.of(value));
        assertThat(RetryAfter.of(status, headers))
                .isEqualTo(seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds)));
    }
}
