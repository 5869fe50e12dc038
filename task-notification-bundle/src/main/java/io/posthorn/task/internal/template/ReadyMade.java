package io.posthorn.task.internal.template;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a type says where nobody has typed anything. Each has a resource with its subject, as the title, and its content. This
 * is put into {@code card.html}, which all share; and since mail programs drop style sheets, the rules of {@code card.css} are
 * written to the elements they fit, one rule a line.
 */
final class ReadyMade {

    private static final Pattern RULE = Pattern.compile("(?m)^(.+?) \\{ (.+) }$");

    private final NotificationType type;
    private final String subject;
    private final Document page;

    private ReadyMade(NotificationType type) {
        this.type = type;
        Document content = Jsoup.parse(resource(type.value() + ".html"));
        this.subject = content.title();
        this.page = Jsoup.parse(resource("card.html"));
        Element card = Objects.requireNonNull(page.getElementById("content"));
        card.removeAttr("id").appendChildren(List.copyOf(content.body().childNodes()));
        page.title(subject);
        RULE.matcher(resource("card.css")).results().forEach(rule -> style(rule.group(1), rule.group(2)));
        page.select("[class]").removeAttr("class");
    }

    static ReadyMade of(NotificationType type) {
        return new ReadyMade(type);
    }

    private void style(String selector, String declarations) {
        for (Element element : page.select(selector)) {
            element.attr("style", element.attr("style") + declarations + ";");
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ReadyMade.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String subject() {
        return subject;
    }

    Body html() {
        return new HtmlBody(page.clone(), type);
    }

    /** The same, as text. */
    Body text() {
        Body html = html();
        return (filling, tag) -> new Body.Filled(html.filledIn(filling, "").text(), "");
    }

    /** What the type says without a page. */
    TypePage page() {
        SubjectLine line = new SubjectLine(Phrase.of(subject, type));
        Template template = new Template(type.label(), line, html(), StandardCharsets.UTF_8);
        return new TypePage(type, true, false, List.of(), template);
    }
}
