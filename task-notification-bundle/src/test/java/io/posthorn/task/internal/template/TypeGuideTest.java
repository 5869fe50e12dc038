package io.posthorn.task.internal.template;

import io.posthorn.page.Page;
import org.junit.jupiter.api.Test;
import org.osgi.util.converter.Converters;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** What the guide says of pages, types and variables is so. */
class TypeGuideTest {

    @Test
    void table_listsEveryPropertyWithItsDefault() throws IOException {
        Map<String, String> page = Arrays.stream(TypePageConfig.class.getDeclaredMethods())
                .filter(method -> !method.getName().startsWith("webconsole_")) // how the console lists it, no field
                .collect(Collectors.toMap(
                        method -> method.getName().replace('_', '.'),
                        method -> String.valueOf(method.getDefaultValue()),
                        (one, other) -> one,
                        TreeMap::new));
        assertThat(Guide.rows("type-page").stream().collect(Collectors.toMap(row -> row.get(1), row -> row.get(2))))
                .isEqualTo(page);
    }

    @Test
    void table_listsEveryType() throws IOException {
        List<List<String>> rows = Guide.rows("types");
        assertThat(rows).hasSize(8);
        for (int i = 0; i < 8; i++) {
            NotificationType type = NotificationType.values()[i];
            assertThat(rows.get(i).subList(0, 2)).containsExactly(type.label(), type.value());
            String text = new TypePages()
                    .page(type)
                    .words(Typed.values(), List.of(), "")
                    .text();
            assertThat(text.contains("Open the task: "))
                    .isEqualTo(rows.get(i).get(3).equals("open"));
            assertThat(text.contains("Claim the task: "))
                    .isEqualTo(rows.get(i).get(3).equals("claim"));
        }
    }

    @Test
    void table_listsEveryVariable() throws IOException {
        List<NotificationType> columns = List.of(
                NotificationType.REMINDER,
                NotificationType.GROUP_REMINDER,
                NotificationType.STALLED_BRANCH,
                NotificationType.STALLED_OPERATION);
        for (int i = 0; i < columns.size(); i++) {
            int column = i + 1;
            assertThat(Guide.rows("variables").stream()
                            .filter(row -> row.get(column).equals("x"))
                            .map(row -> row.get(0)))
                    .containsExactlyInAnyOrderElementsOf(columns.get(i).variables());
        }
    }

    @Test
    void file_isAPageThatWorks() throws IOException {
        Properties file = new Properties();
        file.load(new StringReader(Guide.example("type-cfg")));
        assertThat(Page.unknown(TypePageConfig.class, file.stringPropertyNames()))
                .isEmpty();
        TypePage page = new TypePageFields(
                        Converters.standardConverter().convert(file).to(TypePageConfig.class), Typed.PID)
                .checked();
        Words words = page.words(Typed.values(), Typed.actions("Approve"), "");
        assertThat(words.subject()).isEqualTo("Task 4711 still waits: Review");
        assertThat(words.text())
                .contains("Please have a look at Review.\n\nAnna Berger asks")
                .contains("Open the task: https://forms.contoso.com/lc/libs/ws/index.html?taskId=4711\n")
                .contains("1. Approve: mailto:");
    }

    @Test
    void openTask_isALink() throws IOException {
        String link = Guide.example("open-task").replace("<PORT>", "8080");
        assertThat(Typed.html(link)
                        .words(Typed.values("taskid", "a/b"), List.of(), "")
                        .html())
                .contains("href=\"https://forms.contoso.com:8080/workpace/Main.html?taskId=a%2Fb\"");
    }
}
