package io.posthorn.task.internal;

import io.posthorn.task.internal.template.TypePages;
import io.posthorn.task.internal.template.TypePagesOfTests;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;
import org.osgi.util.converter.Converters;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What monitoring hears. */
class TaskHealthTest {

    private final TypePages types = new TypePages();

    private Result health(Map<String, String> page) {
        return new TaskHealth(Converters.standardConverter().convert(page).to(TaskConfig.class), types).execute();
    }

    @Test
    void rightPages_areOk() {
        assertThat(health(Map.of()).isOk()).isTrue();
    }

    @Test
    void anUnknownVariable_isCritical_beforeAnybodyIsNotified() {
        TypePagesOfTests.put(types, "type", "deadline", "subject", "@@taskld@@");
        Result result = health(Map.of());
        assertThat(result.getStatus()).isEqualTo(Result.Status.CRITICAL);
        assertThat(result.toString()).contains("@@taskld@@");
    }

    @Test
    void aWrongField_isCritical() {
        assertThat(health(Map.of("email.address", "nobody")).toString()).contains("Email Address");
        assertThat(health(Map.of("use.email.service", "false", "oauth", "true")).toString())
                .contains("Client ID");
        assertThat(health(Map.of("use.email.service", "false")).toString()).contains("SMTP Server");
    }
}
