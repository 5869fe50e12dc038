package io.posthorn.endpoint.internal.mapping;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FilePatternTest {

    @ParameterizedTest
    @CsvSource({
        "*.*, a.pdf, true",
        "*.*, a, false",
        "*.*, .profile, true",
        "*, a, true",
        "*, '', true",
        "*.pdf, a.pdf, true",
        "*.pdf, A.PDF, true",
        "*.pdf, a.pdf.exe, false",
        "*.pdf, .pdf, true",
        "*.pdf, apdf, false",
        "example.pdf, example.pdf, true",
        "example.pdf, Example.pdf, true",
        "example.pdf, examplexpdf, false",
        "data, data, true",
        "data, data.dat, false",
        "*.[dD][aA][tT], a.dat, true",
        "*.[dD][aA][tT], a.DaT, true",
        "*.[P]DF, a.Pdf, true",
        "*.[P]DF, a.pdf, false",
        "page-?.pdf, page-1.pdf, true",
        "page-?.pdf, page-12.pdf, false",
        "page-[0-9].pdf, page-7.pdf, true",
        "page-[0-9].pdf, page-x.pdf, false",
        "[!a]*, b, true",
        "[^a]*, a, false",
        "[a-]*, -, true",
        "[[]1], [1], true",
        "a+b(1).pdf, a+b(1).pdf, true",
        "a*b*c, axxbxxbxxc, true",
        "a*b*c, axxbxx, false",
        "?.pdf, \uD83D\uDCC4.pdf, true",
        "*\u00fc.pdf, xU\u0308.pdf, true",
    })
    void matches(String pattern, String name, boolean matches) {
        assertThat(FilePattern.of(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "[", "a[b", "[]", "[!]", "[z-a]", "in/*.pdf", "in\\*.pdf"})
    void badPattern_isRefusedWithASentence(String pattern) {
        assertThatThrownBy(() -> FilePattern.of(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s)The file pattern .*\\.");
    }

    @Test
    void longPattern_isRefused() {
        assertThatThrownBy(() -> FilePattern.of("*a".repeat(200))).hasMessageContaining("400 characters");
    }

    /** A regular expression would take years. */
    @Test
    @Timeout(60)
    void manyStars_takeBoundedTime() {
        assertThat(FilePattern.of("*a".repeat(99) + "b").matches("a".repeat(100_000)))
                .isFalse();
    }

    @Test
    void randomPatterns_matchAsRegularExpressionsDo() {
        Random random = new Random(20260713);
        for (int i = 0; i < 20_000; i++) {
            String pattern = word(random, "ab*?.", 1 + random.nextInt(7));
            String name = word(random, "ab.", random.nextInt(9));
            String regex = pattern.replace(".", "\\.").replace("?", ".").replace("*", ".*");
            assertThat(FilePattern.of(pattern).matches(name))
                    .as("%s on %s", pattern, name)
                    .isEqualTo(Pattern.matches(regex, name));
        }
    }

    @Test
    void randomGarbage_isRefusedOrMatches_andNeverFailsOtherwise() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String pattern = word(random, "a[]!^-*?\\/ \uD800\uDC00\u0000", random.nextInt(12));
            try {
                FilePattern.of(pattern).matches(pattern);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("The file pattern ");
            }
        }
    }

    private static String word(Random random, String letters, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
