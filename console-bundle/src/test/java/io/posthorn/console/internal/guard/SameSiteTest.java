package io.posthorn.console.internal.guard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SameSiteTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    GET, cross-site, https://evil.test, localhost:8080, true
                    POST, same-origin, http://localhost:8080, localhost:8080, true
                    POST, none, -, localhost:8080, true
                    POST, same-site, http://localhost:9090, localhost:8080, false
                    POST, cross-site, https://evil.test, localhost:8080, false
                    POST, cross-site, -, localhost:8080, false
                    POST, -, http://localhost:8080, localhost:8080, true
                    POST, -, http://LOCALHOST:8080, localhost:8080, true
                    POST, -, https://evil.test, localhost:8080, false
                    POST, -, http://localhost:8080.evil.test, localhost:8080, false
                    POST, -, http://user@localhost:8080, localhost:8080, false
                    POST, -, null, localhost:8080, false
                    POST, -, ':// odd', localhost:8080, false
                    POST, -, -, localhost:8080, true
                    POST, -, http://localhost:8080, -, false
                    DELETE, cross-site, https://evil.test, localhost:8080, false
                    """)
    void anotherSite_neverWrites(String method, String site, String origin, String host, boolean allowed) {
        assertThat(SameSite.allows(method, site, origin, host)).isEqualTo(allowed);
    }
}
