package io.posthorn.task.internal.template;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** How values come into HTML. */
class HtmlBodyTest {

    private static String body(String template, Map<String, String> values, Action... actions) {
        String html = Typed.html(template).words(values, List.of(actions), "").html();
        Document page = Jsoup.parse(html);
        page.outputSettings().prettyPrint(false);
        return page.body().html();
    }

    private static String written(String template, String name, String value) {
        return Typed.html(template)
                .words(Typed.values(name, value), List.of(), "")
                .html();
    }

    @Test
    void value_isEscaped() {
        assertThat(written("<p>@@description@@</p>", "description", "1 < 2 & <script>alert('x')</script>"))
                .contains("<p>1 &lt; 2 &amp; &lt;script&gt;alert('x')&lt;/script&gt;</p>");
    }

    @Test
    void valueInAnAttribute_staysInItsQuotes() {
        assertThat(written("<p title='Task @@taskid@@'>a</p>", "taskid", "4\"711' onclick=x>"))
                .contains("<p title=\"Task 4&quot;711' onclick=x&gt;\">a</p>");
    }

    @Test
    void valueInALink_isEncoded() {
        String link = "<a href='https://@@notification-host@@:8080/ws?taskId=@@taskid@@#top'>Open @@taskid@@</a>";
        assertThat(written(link, "taskid", "4 7/1+1&x=\"é"))
                .contains("href=\"https://forms.contoso.com:8080/ws?taskId=4%207%2F1%2B1%26x%3D%22%C3%A9#top\"")
                .contains(">Open 4 7/1+1&amp;x=\"é</a>");
    }

    @Test
    void whatALinkWouldRun_isEncodedToo() {
        assertThat(written("<a href='@@description@@'>a</a>", "description", "javascript:alert(1)"))
                .contains("href=\"javascript%3Aalert%281%29\"");
    }

    @ParameterizedTest
    @CsvSource({
        "forms.contoso.com, forms.contoso.com",
        "forms.contoso.com:8443, forms.contoso.com:8443",
        "[2001:db8::1]:8443, [2001:db8::1]:8443",
        "evil.example/?x=, evil.example%2F%3Fx%3D"
    })
    void host_mayHaveAPort(String host, String written) {
        assertThat(written("<a href='https://@@notification-host@@/a'>a</a>", "notification-host", host))
                .contains("href=\"https://" + written + "/a\"");
    }

    @Test
    void linesOfAValue_areKept() {
        assertThat(body("<p>@@description@@</p>", Typed.values("description", "one\r\ntwo\rthree\n\nfour")))
                .isEqualTo("<p>one<br>two<br>three<br><br>four</p>");
    }

    @Test
    void controlCharactersOfAValue_becomeBlanks() {
        assertThat(body("<p>@@description@@</p>", Typed.values("description", "a\u0000b\u001bc\td\ud83de😀")))
                .isEqualTo("<p>a b c\td e😀</p>");
    }

    @Test
    void valueThatLooksLikeAVariable_isNotExpanded() {
        Map<String, String> values = Typed.values("description", "@@taskid@@ @@actions@@ @@");
        assertThat(body("<p title='@@description@@'>@@description@@</p>", values))
                .isEqualTo("<p title=\"@@taskid@@ @@actions@@ @@\">@@taskid@@ @@actions@@ @@</p>");
    }

    @Test
    void emptyValue_rendersAsNothing() {
        assertThat(body("<p>[@@description@@@@instructions@@]</p>", Map.of("description", "")))
                .isEqualTo("<p>[]</p>");
    }

    @Test
    void dataIf_removesWhatHasNothingToSay() {
        String template = "<p data-if='description'>@@description@@</p><p data-if='taskid description'>@@taskid@@</p>"
                + "<div data-if='actions'>@@actions@@</div>";
        assertThat(body(template, Map.of("taskid", "4711"))).isEqualTo("<p>4711</p>");
        assertThat(body(template, Map.of("description", "d"))).isEqualTo("<p>d</p><p></p>");
    }

    @Test
    void actions_areAListOfLinks() {
        Document page = Jsoup.parse(body(
                "<p>@@actions@@</p>",
                Map.of(),
                new Action(1, "Approve & pay", "mailto:f@contoso.com?subject=Approve%20%26%20pay&body=x"),
                new Action(3, "Reject", "mailto:f@contoso.com?subject=Reject")));
        assertThat(page.select("ol > li > a").eachText()).containsExactly("Approve & pay", "Reject");
        assertThat(page.select("a").eachAttr("href"))
                .containsExactly(
                        "mailto:f@contoso.com?subject=Approve%20%26%20pay&body=x",
                        "mailto:f@contoso.com?subject=Reject");
        assertThat(page.select("li").eachAttr("value")).containsExactly("1", "3");
        assertThat(page.select("p")).as("a list cannot stand in a paragraph").isEmpty();
        assertThat(body("<p>@@actions@@</p>", Map.of())).isEqualTo("<p></p>");
    }

    @Test
    void templateWithoutTags_keepsItsLines() {
        assertThat(body("Hello,\n1 < 2 &amp; @@taskid@@\n\nBye", Typed.values()))
                .isEqualTo("Hello,<br>1 &lt; 2 &amp; 4711<br><br>Bye");
        assertThat(Typed.html("Hello,\n\n@@taskid@@")
                        .words(Typed.values(), List.of(), "")
                        .text())
                .isEqualTo("Hello,\n\n4711\n");
    }

    @Test
    void wholePage_isKept() {
        String html = written(
                "<!DOCTYPE html><html><head><title>@@description@@</title><style>p > a { color: red }</style></head>"
                        + "<body bgcolor=red><!--[if mso]><b><![endif]--><p>a</p></body></html>",
                "description",
                "one\ntwo");
        assertThat(html)
                .startsWith("<!doctype html>")
                .contains("<title>one two</title>", "<style>p > a { color: red }</style>", "<body bgcolor=\"red\">")
                .contains("<!--[if mso]><b><![endif]-->");
    }

    @ParameterizedTest
    @EnumSource
    void tag_isHiddenInHtml_andTheLastLineOfTheText(NotificationType type) {
        Words words = new TypePages().page(type).words(Typed.values(), List.of(), Typed.TAG);
        Document page = Jsoup.parse(words.html());
        assertThat(page.select("div:containsOwn(" + Typed.TAG + ")").attr("style"))
                .contains("display:none");
        assertThat(words.text()).endsWith("\n\nReference: " + Typed.TAG + "\n").containsOnlyOnce(Typed.TAG);
        Words without = new TypePages().page(type).words(Typed.values(), List.of(), "");
        assertThat(without.html() + without.text()).doesNotContain("display:none", "Reference");
    }

    @Test
    void template_isNotChangedByAMail() {
        TypePage page = new TypePages().page(NotificationType.REMINDER);
        Words first = page.words(Typed.values(), Typed.actions("Approve"), "one");
        page.words(Map.of(), List.of(), "two");
        assertThat(page.words(Typed.values(), Typed.actions("Approve"), "one")).isEqualTo(first);
    }

    @Test
    void valuesOfAnyKind_addNoMarkup() {
        List<String> pieces = List.of(
                "<",
                ">",
                "\"",
                "'",
                "&",
                "&lt;",
                "</p>",
                "</title>",
                "<script>",
                "-->",
                "]]>",
                "=",
                "@@",
                "@@taskid@@",
                " onload=x ",
                "javascript:",
                "\n",
                "\r\n",
                "\u2028",
                "\u0000",
                "\ud83d",
                "%3C",
                "é",
                "日本",
                "`",
                "\\");
        String template = "<title>@@description@@</title><body><p title='@@description@@'>a @@description@@ b</p>"
                + "<a href='https://@@notification-host@@/?x=@@description@@'>x</a><textarea>@@description@@</textarea>";
        TypePage page = Typed.html(template);
        long seed = 8_2026;
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            String value = random.ints(random.nextInt(12), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining());
            Map<String, String> values = Typed.values("description", value);
            values.put("notification-host", value);
            Words words = page.words(values, List.of(), "");
            Document read = Jsoup.parse(words.html());
            assertThat(read.select("*:not(br)").stream().map(Element::normalName))
                    .as("seed %d, round %d, value %s", seed, round, value)
                    .containsExactly("#root", "html", "head", "title", "body", "p", "a", "textarea");
            assertThat(read.select("p").first().attributesSize()).isEqualTo(1);
            assertThat(read.select("a").attr("href")).startsWith("https://").doesNotContain("<", "\"", " ");
            assertThat(words.subject()).doesNotContain("\n", "\r");
        }
    }
}
