package io.posthorn.email.internal.workflow;

import io.posthorn.email.internal.EmailServiceConfig;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The fields of a step's connection are those of the page. */
class ConnectionFieldTest {

    private static final List<String> OF_THE_PAGE = List.of("longest_wait", "stop_time", "outbox_size", "keep_sent");

    @Test
    void fields_areThoseOfThePage_butForItsLimits() {
        List<String> page = Arrays.stream(EmailServiceConfig.class.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> !name.startsWith("limit_") && !OF_THE_PAGE.contains(name))
                .map(name -> name.replaceFirst("^_", ""))
                .toList();
        assertThat(Arrays.stream(ConnectionField.values())
                        .map(field -> field.name().toLowerCase(java.util.Locale.ROOT)))
                .containsExactlyInAnyOrderElementsOf(page);
    }

    @Test
    void page_hasTheGivenValues_andDefaults() {
        EmailServiceConfig page = ConnectionField.page(Map.of(
                ConnectionField.SMTP_HOST, "h", ConnectionField.SMTP_PASSWORD, "p", ConnectionField.OAUTH, "true"));
        assertThat(page.smtp_host()).isEqualTo("h");
        assertThat(page._smtp_password()).isEqualTo("p");
        assertThat(page.oauth()).isEqualTo("true");
        assertThat(page.smtp_port()).isEqualTo("587");
        assertThat(page.limit_connections()).isEqualTo("3");
    }

    @Test
    void secrets_areNeverThePages() {
        for (ConnectionField field : ConnectionField.values()) {
            boolean secret = field.key().matches(".*(Password|Secret|Token)|oauth.*|client.*");
            if (secret) {
                assertThat(field.of(ConnectionField.page(Map.of(field, "x"))))
                        .as(field.key())
                        .isEmpty();
            }
        }
    }
}
