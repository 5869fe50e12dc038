package io.posthorn.console.internal.guard;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class HostsTest {

    private static final List<String> LOOPBACK = List.of("http://127.0.0.1:8181/", "https://[::1]:8443/");

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LocalHost, true",
        "127.0.0.1, true",
        "127.1.2.3, true",
        "[::1], true",
        "::1, true",
        "Posthorn.Contoso.com, true",
        "evil.test, false",
        "127.0.0.1.evil.test, false",
        "localhost.evil.test, false",
        "192.0.2.1, false",
        "'', false",
    })
    void aConsoleOfOneMachine_answersToItsOwnNamesAndThoseOfThePage(String host, boolean allowed) {
        assertThat(new Hosts(List.of("posthorn.contoso.com")).allow(host, LOOPBACK))
                .isEqualTo(allowed);
    }

    @Test
    void aConsoleOfTheNetwork_hasNamesThatNobodyKnowsHere() {
        Hosts none = new Hosts(List.of());
        assertThat(none.allow("posthorn.contoso.com", List.of("https://0.0.0.0:8181/")))
                .isTrue();
        assertThat(none.allow("posthorn.contoso.com", List.of("http://127.0.0.1:1/", "http://192.0.2.1:1/")))
                .isTrue();
        assertThat(none.allow("posthorn.contoso.com", List.of())).isTrue();
    }

    @Test
    void thePage_takesNamesOnly() {
        WebConsolePageCheck check = new WebConsolePageCheck();
        assertThat(check.check(WebConsolePage.PID, Map.of("hosts", "posthorn.contoso.com, other  [fd00::1]")))
                .isEmpty();
        assertThat(check.check(WebConsolePage.PID, Map.of())).isEmpty();
        assertThat(check.check(WebConsolePage.PID, Map.of("hosts", "https://posthorn.contoso.com")))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("page Web console", "Other Hosts", "https://posthorn.contoso.com"));
    }
}
