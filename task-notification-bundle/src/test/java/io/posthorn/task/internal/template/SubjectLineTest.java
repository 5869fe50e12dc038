package io.posthorn.task.internal.template;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class SubjectLineTest {

    private static String subject(String template, Map<String, String> values) {
        return Typed.page("type", "assignment", "subject", template)
                .words(values, Typed.actions("Approve", "Reject"), Typed.TAG)
                .subject();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nBcc: eve@contoso.com",
                "a\nBcc: eve@contoso.com",
                "a\rBcc: eve@contoso.com",
                "a\u0085Bcc: eve@contoso.com",
                "a\u2028Bcc: eve@contoso.com",
                "a\u0000\u001bBcc: eve@contoso.com\n"
            })
    void lineBreaksAndOtherControls_areOneBlank(String description) {
        assertThat(subject("Task @@description@@!", Map.of("description", description)))
                .isEqualTo("Task a Bcc: eve@contoso.com!");
    }

    @Test
    void value_isNotEscaped() {
        assertThat(subject("Task @@taskid@@", Map.of("taskid", "<4&7> \"x\""))).isEqualTo("Task <4&7> \"x\"");
    }

    @Test
    void value_isNotExpanded() {
        assertThat(subject("@@description@@ @@taskid@@", Map.of("description", "@@taskid@@", "taskid", "4711")))
                .isEqualTo("@@taskid@@ 4711");
    }

    @Test
    void actions_areNamed() {
        assertThat(subject("Decide: @@actions@@", Map.of())).isEqualTo("Decide: 1. Approve, 2. Reject");
    }

    @Test
    void longSubject_isCutWhereExchangeWouldRefuseIt() {
        String subject = subject("@@description@@", Map.of("description", "x" + "😀".repeat(5_000)));
        assertThat(subject).hasSizeBetween(230, 240).endsWith("😀…").startsWith("x😀");
        assertThat(List.of(subject.codePoints()
                        .filter(c -> c >= 0xd800 && c <= 0xdfff)
                        .count()))
                .containsExactly(0L);
    }
}
