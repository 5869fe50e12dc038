package io.posthorn.task.internal.reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Words that name a route. */
class RoutesTest {

    private static final String TAG = "ph1" + "a".repeat(52);

    private final Routes routes = new Routes(List.of("Approve", "Approve with changes", "Zurück!", "承認"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Approve|Approve",
                "  aPPROVE  |Approve",
                "Approve.|Approve",
                "approve!!|Approve",
                "\"Approve\"|Approve",
                "\u201eApprove\u201c|Approve",
                "\u00abApprove\u00bb.|Approve",
                "*Approve*|Approve",
                "'Approve with  changes'|Approve with changes",
                "approve with\u00a0changes|Approve with changes",
                "ZURÜCK|Zurück!",
                "zurück !|Zurück!",
                "承認\u3002|承認",
                "1|Approve",
                "1.|Approve",
                "(2)|Approve with changes",
                "#3|Zurück!",
                "\uff12|Approve with changes",
                "No. 2|Approve with changes",
                "2) approve with changes|Approve with changes",
                "1 - Approve|Approve"
            })
    void line_namesARoute(String line, String route) {
        assertThat(routes.named(line)).hasValue(route);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "Approved",
                "I approve",
                "Approve it",
                "0",
                "5",
                "99999999999",
                "1 Zurück",
                "2 days",
                "-1x",
                "1 2"
            })
    void line_namesNone(String line) {
        assertThat(routes.named(line)).isEmpty();
    }

    @Test
    void nameThatIsANumber_countsMoreThanTheNumber() {
        Routes numbers = new Routes(List.of("2", "1"));
        assertThat(numbers.named("1")).hasValue("1");
        assertThat(numbers.named("#1")).hasValue("2");
    }

    @Test
    void namesThatDifferByAMark_mustBeGivenExactly() {
        Routes marks = new Routes(List.of("Go", "Go!"));
        assertThat(marks.named("go")).hasValue("Go");
        assertThat(marks.named("go!")).hasValue("Go!");
        assertThat(marks.named("go?")).isEmpty();
    }

    @Test
    void subjectOfALink_namesARoute() {
        assertThat(routes.linked("Approve " + TAG)).hasValue("Approve");
        assertThat(routes.linked("[" + TAG + "] approve")).hasValue("Approve");
        assertThat(routes.linked("Approve with changes [" + TAG + "]")).hasValue("Approve with changes");
        assertThat(routes.linked("2 " + TAG)).hasValue("Approve with changes");
    }

    @Test
    void otherSubject_namesNone() {
        assertThat(routes.linked("Re: Approve " + TAG)).isEmpty();
        assertThat(routes.linked("Approved " + TAG)).isEmpty();
        assertThat(routes.linked("Approve")).isEmpty();
        assertThat(routes.linked("Approve? I would rather not " + TAG)).isEmpty();
        assertThat(routes.linked("Approve: task 4711 (" + TAG + ")")).isEmpty();
        assertThat(new Routes(List.of("Re", "Approve")).linked("Re: " + TAG)).isEmpty();
        assertThat(routes.named("Approve?")).isEmpty();
        assertThat(routes.named("1?")).isEmpty();
        assertThat(routes.linked(TAG)).isEmpty();
    }
}
