package io.posthorn.task.internal.template;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A body of the format HTML. Values are put into the parsed template, never into its source, so that no value can become
 * markup: jsoup escapes them when it writes the document.
 */
final class HtmlBody implements Body {

    /** Marks an element that goes when the variables it names, apart by blanks, are all empty. */
    static final String IF = "data-if";

    private static final Pattern TAG = Pattern.compile("<[a-zA-Z/!][^>]*>");
    /** Attributes that hold another language, whose escapes these are not. */
    private static final Pattern FOREIGN = Pattern.compile("style|srcdoc|on\\w+");

    private final NotificationType type;
    private final Document template;

    /**
     * Checks a template.
     *
     * @param source with tags; or without any, then its line breaks are kept
     * @throws IllegalArgumentException in sentences
     */
    HtmlBody(String source, NotificationType type) {
        this(document(source), type);
    }

    HtmlBody(Document template, NotificationType type) {
        this.type = type;
        this.template = template;
        template.outputSettings().prettyPrint(false);
        template.forEachNode(this::check);
    }

    private static Document document(String source) {
        boolean hasTags = TAG.matcher(source).find();
        return Jsoup.parse(hasTags ? source : source.strip().replaceAll("\\R", "<br>"));
    }

    private void check(Node node) {
        if (node instanceof TextNode text) {
            Phrase.of(text.getWholeText(), type);
        } else if (node instanceof Element element) {
            names(element.attr(IF)).forEach(name -> Phrase.known(name, type));
            element.attributes().forEach(this::check);
        } else if (node instanceof DataNode || node instanceof Comment) {
            require(isPlain(node.outerHtml()), "in a comment, a style or a script");
        }
    }

    private void check(Attribute attribute) {
        Phrase phrase = Phrase.of(attribute.getValue(), type);
        boolean takesValues = !FOREIGN.matcher(attribute.getKey()).matches();
        require(phrase.isPlain() || takesValues, "in the attribute " + attribute.getKey());
        require(!phrase.has(Variables.ACTIONS), "as @@actions@@ in the attribute " + attribute.getKey());
    }

    private boolean isPlain(String source) {
        return type.variables().stream().noneMatch(name -> source.contains("@@" + name + "@@"));
    }

    private static void require(boolean fits, String place) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "A variable stands " + place + ", where none is put in. Move it into the text.");
        }
    }

    @Override
    public Filled filledIn(Filling filling, String tag) {
        Document page = template.clone();
        page.select("[" + IF + "]").forEach(element -> keepOrRemove(element, filling));
        page.getAllElements().forEach(element -> fillIn(element, filling));
        String text = PlainText.of(page);
        if (!tag.isEmpty()) {
            // Outlook, which writes with Word, does not know display:none; it has a property of its own.
            page.body()
                    .appendElement("div")
                    .attr("style", "display:none;mso-hide:all;max-height:0;overflow:hidden;font-size:1px")
                    .text(tag);
        }
        return new Filled(text, page.outerHtml());
    }

    private static void keepOrRemove(Element element, Filling filling) {
        if (names(element.attr(IF)).stream().allMatch(filling::isEmpty)) {
            element.remove();
        } else {
            element.removeAttr(IF);
        }
    }

    private static List<String> names(String condition) {
        return condition.isBlank() ? List.of() : List.of(condition.strip().split("\\s+"));
    }

    private void fillIn(Element element, Filling filling) {
        for (Attribute attribute : element.attributes()) {
            Phrase phrase = Phrase.of(attribute.getValue(), type);
            if (!phrase.isPlain()) {
                attribute.setValue(phrase.filledIn(name -> Link.value(attribute.getKey(), name, filling)));
            }
        }
        for (TextNode text : element.textNodes()) {
            Phrase phrase = Phrase.of(text.getWholeText(), type);
            if (!phrase.isPlain()) {
                new Inlay(element, text, filling).replaceBy(phrase);
            }
        }
    }
}
