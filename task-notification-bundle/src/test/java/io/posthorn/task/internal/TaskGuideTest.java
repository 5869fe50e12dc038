package io.posthorn.task.internal;

import io.posthorn.task.internal.template.Guide;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What the guide says of the email settings is so. */
class TaskGuideTest {

    @Test
    void table_listsEveryPropertyWithItsDefault() throws IOException {
        assertThat(Guide.rows("settings-page").stream().map(row -> row.get(1) + "=" + row.get(2)))
                .containsExactlyInAnyOrderElementsOf(fields());
    }

    private static List<String> fields() {
        return Arrays.stream(TaskConfig.class.getDeclaredMethods())
                .map(method -> property(method) + "=" + method.getDefaultValue())
                .toList();
    }

    private static String property(Method method) {
        return method.getName().replace('_', '.');
    }
}
