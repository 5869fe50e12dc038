package io.posthorn.task.internal.template;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The ready-made mails, seen on a phone and on a desk. */
@Timeout(180)
class MailLooksTest {

    private static final List<Integer> WIDTHS = List.of(360, 1280);

    /** The least that WCAG 2 wants for text (success criterion 1.4.3). */
    private static final double CONTRAST = 4.5;

    private final TypePages pages = new TypePages();

    @TempDir
    private Path folder;

    private Chromium browser;

    @BeforeEach
    void find() {
        var program = Chromium.program();
        assertThat(program.isPresent() || System.getenv("CI") == null)
                .as("Chromium is there in CI")
                .isTrue();
        assumeTrue(program.isPresent(), "skipped: there is no Chromium on this machine's PATH");
        browser = new Chromium(program.get(), folder);
    }

    private String mail(NotificationType type, Map<String, String> values, String... routes) {
        return pages.page(type).words(values, Typed.actions(routes), Typed.TAG).html();
    }

    private static Document album() {
        Document album = Document.createShell("");
        album.body().attr("style", "margin:0;background:#ffffff;white-space:nowrap");
        return album;
    }

    private static void frame(Document album, String name, String mail, int width, int height) {
        album.body()
                .appendElement("iframe")
                .attr("title", name)
                .attr("srcdoc", mail)
                .attr("style", "border:0;vertical-align:top;width:" + width + "px;height:" + height + "px");
    }

    private List<String[]> measured(Document album) throws Exception {
        try (InputStream script = Objects.requireNonNull(MailLooksTest.class.getResourceAsStream("measure.js"))) {
            String source = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            album.head().appendElement("script").appendChild(new org.jsoup.nodes.DataNode(source));
        }
        return browser.dom(album.outerHtml())
                .lines()
                .filter(line -> line.contains("measured|"))
                .map(line -> line.substring(line.indexOf("measured|")).split("\\|"))
                .toList();
    }

    private static void assertGood(List<String[]> lines, int count) {
        assertThat(lines).hasSize(count);
        for (String[] line : lines) {
            assertThat(Integer.parseInt(line[3]))
                    .as(Arrays.toString(line))
                    .isLessThanOrEqualTo(Integer.parseInt(line[2]));
            assertThat(Double.parseDouble(line[4])).as(Arrays.toString(line)).isGreaterThanOrEqualTo(CONTRAST);
        }
        assertThat(lines.stream().map(line -> Integer.valueOf(line[2])).distinct())
                .as("the widths that were really there")
                .containsExactlyElementsOf(WIDTHS);
    }

    @Test
    void readyMadeMails_fitAndCanBeRead() throws Exception {
        Document album = album();
        for (int width : WIDTHS) {
            for (NotificationType type : NotificationType.values()) {
                frame(album, type.label(), mail(type, Typed.values(), "Approve", "Reject"), width, 900);
            }
        }
        assertGood(measured(album), 16);
    }

    @Test
    void longWords_breakInsteadOfOverflowing() throws Exception {
        String word = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenantrag".repeat(4);
        Map<String, String> values = Typed.values();
        values.replaceAll((name, value) -> name.equals("notification-host") ? value : word);
        Document album = album();
        for (int width : WIDTHS) {
            for (NotificationType type : NotificationType.values()) {
                frame(album, type.label(), mail(type, values, word, "Reject"), width, 900);
            }
        }
        assertGood(measured(album), 16);
    }

    @Test
    void measuring_findsWhatOverflowsAndWhatIsPale() throws Exception {
        Document album = album();
        frame(album, "bad", "<p style='width:500px;color:#999999'>pale</p>", 360, 900);
        String[] line = measured(album).get(0);
        assertThat(Integer.parseInt(line[3])).isGreaterThan(500);
        assertThat(Double.parseDouble(line[4])).isBetween(2.8, 2.9);
    }

    /** Renews the guide's pictures: {@code mvn test -Dposthorn.pictures=true -Dtest=MailLooksTest …}. */
    @Test
    @EnabledIfSystemProperty(named = "posthorn.pictures", matches = "true")
    void pictures_areTaken() throws Exception {
        Path pictures = Files.createDirectories(Path.of("../docs/pictures").toAbsolutePath());
        picture(NotificationType.ASSIGNMENT, 990, pictures);
        picture(NotificationType.GROUP_REMINDER, 1060, pictures);
        picture(NotificationType.DEADLINE, 600, pictures);
    }

    private void picture(NotificationType type, int height, Path pictures) throws Exception {
        Document both = album();
        String mail = mail(type, Typed.values(), "Approve", "Reject");
        frame(both, "desk", mail, 680, height);
        frame(both, "phone", mail, 360, height);
        Path png = pictures.resolve("task-" + type.value() + ".png");
        browser.picture(both.outerHtml(), 680 + 360, height, png);
        Palette.reduce(png);
        assertThat(Files.size(png)).isLessThan(60_000);
    }
}
