package io.posthorn.console.internal.guard;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;

class AuditTest {

    @Test
    void aLine_saysWhoAndWhereAndWhat() {
        assertThat(Audit.line("anna", "192.0.2.1", "signs in for the account work"))
                .isEqualTo("user \"anna\" from 192.0.2.1 signs in for the account work");
    }

    @Test
    void whatAStrangerCallsItself_makesNoLineOfItsOwn() {
        String line =
                Audit.line("ben\" from 127.0.0.1 saves\r\n2026-11-26 INFO", "192.0.2.1", "a\u0007b\u2028c\u202Ed");
        assertThat(line)
                .isEqualTo("user \"ben? from 127.0.0.1 saves??2026-11-26 INFO\" from 192.0.2.1 a?b?c?d")
                .doesNotContainPattern("\\R");
        assertThat(Audit.line("x".repeat(5000), "y", "z".repeat(5000))).hasSizeLessThan(1200);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    Basic, anna:secret:word, anna
                    BASIC, anna:, anna
                    Basic, :secret, ''
                    Basic, onlyapassword, ''
                    Bearer, anna:secret, ''
                    """)
    void theNameOfABasicLogin_isReadWithoutThePassword(String scheme, String login, String user) {
        String token = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        assertThat(BasicLogin.user(scheme + " " + token)).isEqualTo(user);
    }

    @Test
    void whatIsNoLogin_hasNoName() {
        assertThat(BasicLogin.user(null)).isEmpty();
        assertThat(BasicLogin.user("Basic")).isEmpty();
        assertThat(BasicLogin.user("Basic %%%")).isEmpty();
    }
}
