package io.posthorn.endpoint.internal.mapping;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class SafeNameTest {

    @ParameterizedTest
    @CsvSource({
        "a.pdf, a.pdf",
        "../../x, ..%%..%%x",
        "'..\\x', ..%%x",
        "C:\\x, C_%%x",
        ".., result1",
        "., result1",
        "..., result1",
        "'', result1",
        "'  ', result1",
        "'a.pdf. . ', a.pdf",
        "CON.txt, _CON.txt",
        "con, _con",
        "'NUL .tar.gz', '_NUL .tar.gz'",
        "LPT9, _LPT9",
        "COM\u00b9.log, _COM\u00b9.log",
        "CONSOLE.txt, CONSOLE.txt",
        "'a<b>|\"?*:c', a_b______c",
        "\u0627\u0644\u200c\u0641.pdf, \u0627\u0644\u200c\u0641.pdf",
        "\u8acb\u6c42\u66f8.pdf, \u8acb\u6c42\u66f8.pdf",
    })
    void isSafe(String name, String safe) {
        assertThat(SafeName.of(name)).isEqualTo(safe);
    }

    @Test
    void controlCharactersAndOverrides_areLeftOut() {
        assertThat(SafeName.of("a\u0000b\r\n\u0085\u009f.pdf")).isEqualTo("ab.pdf");
        assertThat(SafeName.of("invoice\u202efdp.exe")).isEqualTo("invoicefdp.exe");
        assertThat(SafeName.of("a\u2066\u2028\ud800.pdf")).isEqualTo("a.pdf");
        assertThat(SafeName.of("CO\u0000N")).isEqualTo("_CON");
        assertThat(SafeName.of(".\u200b.")).isEqualTo("result1");
    }

    @Test
    void longName_keepsItsExtension() {
        assertThat(SafeName.of("x".repeat(10_000) + ".pdf")).hasSize(200).endsWith("x.pdf");
        assertThat(SafeName.of("/".repeat(10_000) + ".pdf")).hasSize(200).endsWith(".pdf");
        assertThat(SafeName.of("a." + "x".repeat(10_000))).hasSize(200);
    }

    @Test
    void octets_areCounted() {
        String name = SafeName.of("\u8acb".repeat(150) + ".pdf", 200);
        assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(195, 200);
        assertThat(name).endsWith("\u8acb.pdf");
    }

    @Test
    void randomNames_areSafeAndUnique() {
        Random random = new Random(4711);
        UniqueNames names = new UniqueNames();
        Set<String> seen = new HashSet<>();
        String letters = "aA./\\ \u0000\u202e\ud83d\udcc4\u00e9%:*()2";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(random.nextInt(20) == 0 ? 500 : 6); length > 0; length--) {
                name.append(letters.charAt(random.nextInt(letters.length())));
            }
            String safe = names.take(SafeName.of(name.toString()));
            assertThat(safe).hasSizeBetween(1, 200).doesNotContain("/", "\\", "\u0000", "\u202e", ":", "*");
            assertThat(safe).isNotIn(".", "..").doesNotEndWith(".").doesNotEndWith(" ");
            assertThat(seen.add(safe.toLowerCase(Locale.ROOT))).as(safe).isTrue();
        }
    }

    @Test
    void longNames_areUniqueWithinTheirLength() {
        UniqueNames names = new UniqueNames();
        String name = SafeName.of("x".repeat(300) + ".pdf");
        assertThat(names.take(name)).isEqualTo(name);
        assertThat(names.take(name)).hasSize(200).endsWith("x (2).pdf");
        assertThat(names.take(name)).hasSize(200).endsWith("x (3).pdf");
    }
}
