package io.posthorn.endpoint.internal.mapping;

import io.posthorn.email.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The rules of the original's output mappings. */
class OutputMappingsTest {

    private static final Document ONE = SentMail.document("one.pdf");
    private static final Document TWO = SentMail.document("two.pdf");

    private static List<String> names(String line, Object value, String source, boolean several) {
        Optional<Document> document = source.isEmpty() ? Optional.empty() : Optional.of(SentMail.document(source));
        OutputMappings mappings = OutputMappings.of(List.of(line));
        mappings.check();
        return mappings.results(Map.of("result", value), document, several).documents().stream()
                .map(Document::name)
                .toList();
    }

    private static List<String> names(String line, Object value) {
        return names(line, value, "sourcefilename.doc", false);
    }

    @ParameterizedTest
    @CsvSource({
        "result=Result/%F.ps, Result%%sourcefilename.ps",
        "result=Result\\%F.ps, Result%%sourcefilename.ps",
        "Result/%F.ps, Result%%sourcefilename.ps",
        "%F.%E, sourcefilename.doc",
        "%F-%E, sourcefilename-doc",
        "result=fixed.pdf, fixed.pdf",
        "other=x.pdf, one.pdf",
        "Result/%F/, Result%%sourcefilename%%file1",
        "a%%b.pdf, a%%b.pdf",
    })
    void oneDocument_isNamedByThePattern(String line, String name) {
        assertThat(names(line, ONE)).containsExactly(name);
    }

    @Test
    void list_isNumberedAsFiles() {
        assertThat(names("Result/%F/", List.of(ONE, TWO)))
                .containsExactly("Result%%sourcefilename%%file1", "Result%%sourcefilename%%file2");
    }

    @Test
    void map_isNumberedAsFiles() {
        assertThat(names("Result/%F/", Map.of("x", ONE, "y", TWO)))
                .containsExactly("Result%%sourcefilename%%file1", "Result%%sourcefilename%%file2");
    }

    @Test
    void mapWithMoreThanOneEntry_isNumberedBeforeTheExtension() {
        assertThat(names("Result/%F.ps", Map.of("x", ONE, "y", TWO)))
                .containsExactly("Result%%sourcefilename1.ps", "Result%%sourcefilename2.ps");
        assertThat(names("Result/%F.ps", Map.of("x", ONE))).containsExactly("Result%%sourcefilename.ps");
    }

    @Test
    void severalSources_giveTheirNamesToAFixedName() {
        assertThat(names("result=done.pdf", ONE, "scan.tif", true)).containsExactly("done-scan.pdf");
        assertThat(names("result=out.d/done", ONE, "scan.tif", true)).containsExactly("out.d%%done-scan");
        assertThat(names("result=done/", List.of(ONE, TWO), "scan.tif", true))
                .containsExactly("done%%scan%%file1", "done%%scan%%file2");
        assertThat(names("result=%F.pdf", ONE, "scan.tif", true)).containsExactly("scan.pdf");
        assertThat(names("result=done.pdf", ONE, "", true)).containsExactly("done.pdf");
    }

    @Test
    void withoutASource_itIsTheMail() {
        assertThat(names("%F.pdf", ONE, "", false)).containsExactly("mail.pdf");
        assertThat(names("%F.%E", ONE, "", false)).containsExactly("mail");
        assertThat(names("%E", ONE, "", false)).containsExactly("result1");
        assertThat(names("%E", List.of(ONE, TWO), "", false)).containsExactly("result1", "result2");
    }

    @Test
    void sourceThatLooksLikeAPattern_isNotFilledAgain() {
        assertThat(names("%F.pdf", ONE, "%E%F.doc", false)).containsExactly("%E%F.pdf");
    }

    @Test
    void namesThatThereAre_getANumber() {
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("a", ONE);
        outputs.put("b", TWO);
        outputs.put("c", List.of(ONE, TWO));
        Results results = OutputMappings.of(List.of("a=x.pdf", "b=X.pdf")).results(outputs, Optional.empty(), false);
        assertThat(results.documents())
                .extracting(Document::name)
                .containsExactly("x.pdf", "X (2).pdf", "one.pdf", "two.pdf");
    }

    @Test
    void texts_areJoinedByABlankLine_andAnythingElseIsText() {
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("a", "Approved.");
        outputs.put("b", " ");
        outputs.put("c", 42);
        outputs.put("d", List.of("x", ONE, true));
        Results results = OutputMappings.of(List.of()).results(outputs, Optional.empty(), false);
        assertThat(results.text()).isEqualTo("Approved.\n\n42\n\nx\n\ntrue");
        assertThat(results.documents()).extracting(Document::name).containsExactly("one.pdf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"result=%X.pdf", "100%", "result=%f.pdf", "a % b"})
    void unknownVariable_isQuotedInASentence(String line) {
        OutputMappings mappings = OutputMappings.of(List.of(line));
        assertThatThrownBy(mappings::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The line '" + line + "' has '%")
                .hasMessageEndingWith(".");
    }

    @Test
    void incompleteOrRepeatedLine_isQuotedInASentence() {
        assertThatThrownBy(() -> OutputMappings.of(List.of("result="))).hasMessageContaining("is not complete");
        assertThatThrownBy(() -> OutputMappings.of(List.of("=x"))).hasMessageContaining("is not complete");
        assertThatThrownBy(() -> OutputMappings.of(List.of("a=x", " ", "a=y"))).hasMessageContaining("once more");
        assertThatThrownBy(() -> OutputMappings.of(List.of("x", "y"))).hasMessageContaining("second pattern");
    }

    @Test
    void hostileNames_areMadeSafe_whereverTheyComeFrom() {
        Document evil = SentMail.document("../../etc/cron.d/x");
        assertThat(names("other=x", evil)).containsExactly("..%%..%%etc%%cron.d%%x");
        assertThat(names("%F.pdf", ONE, "..\\..\\x.doc", false)).containsExactly("..%%..%%x.pdf");
        assertThat(names("result=../../%F", ONE, "..", false)).containsExactly("..%%..%%result1");
    }
}
