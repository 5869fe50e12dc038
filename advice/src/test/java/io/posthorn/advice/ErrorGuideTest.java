package io.posthorn.advice;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/errors.md} says what the table says. */
class ErrorGuideTest {

    private static final Path PAGE = Path.of("..", "docs", "errors.md");
    private static final String RENEW = "mvn -q -pl advice test -Dtest=ErrorGuideTest -Dposthorn.errors.renew=true";

    @Test
    void page_isThatOfTheTable() throws IOException {
        if (Boolean.getBoolean("posthorn.errors.renew")) {
            Files.writeString(PAGE, ErrorGuide.text());
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/errors.md is not that of advice.tsv. Renew it: " + RENEW)
                .isEqualTo(ErrorGuide.text());
    }

    @Test
    void everyRow_isOnThePage() {
        String page = ErrorGuide.text();
        for (Advice row : AdviceTable.rows()) {
            assertThat(page).contains(ErrorGuide.key(row.key()), row.kind());
        }
    }
}
