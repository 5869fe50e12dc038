package io.posthorn.oauth.internal;

import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class AuthorityErrorTest {

    @ParameterizedTest
    @CsvSource({
        "400, invalid_grant, 700082, SIGN_IN_NEEDED",
        "400, invalid_grant, 50173, SIGN_IN_NEEDED",
        "400, invalid_grant, 50196, TEMPORARY", // throttling in disguise
        "400, invalid_grant, 53003, POLICY",
        "400, invalid_grant, 99999999, SIGN_IN_NEEDED", // a number nobody has told us yet
        "401, invalid_client, 7000222, APP_CONFIGURATION",
        "400, unauthorized_client, 700016, APP_CONFIGURATION",
        "400, interaction_required, '', SIGN_IN_NEEDED",
        "503, temporarily_unavailable, '', TEMPORARY",
        "429, '', '', TEMPORARY",
        "429, invalid_request, '', TEMPORARY",
        "503, invalid_grant, '', TEMPORARY",
        "502, something_new, '', TEMPORARY",
        "400, something_new, '', APP_CONFIGURATION"
    })
    void kind_followsTheTable(int status, String error, String code, Kind kind) {
        List<String> codes = code.isEmpty() ? List.of() : List.of(code);
        TokenException e = new AuthorityError(status, error, codes, "", "", Optional.empty()).toException();
        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e.getMessage()).contains("What to do: ");
    }

    @Test
    void message_holdsWhatTheAuthoritySaid_withoutItsTrace() {
        TokenException e = new AuthorityError(
                        401,
                        "invalid_client",
                        List.of("7000215"),
                        "AADSTS7000215: Invalid client secret provided. Trace ID: 1 Correlation ID: 2 Timestamp: 3",
                        "2",
                        Optional.of(Duration.ofSeconds(3)))
                .toException();
        assertThat(e.correlationId()).isEqualTo("2");
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(e)
                .hasMessage("The authority refused the token request: invalid_client, AADSTS7000215: Invalid client"
                        + " secret provided. What to do: The Client Secret is wrong. Copy the secret's value, which is"
                        + " shown once when it is made under Certificates & secrets, and not its ID. The refresh token"
                        + " is still good. (Correlation ID for Microsoft's support: 2.)");
    }
}
