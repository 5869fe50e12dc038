package io.posthorn.task.internal.template;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

import java.util.Locale;
import java.util.Set;

/** Writes HTML as text: blocks as lines, links with their addresses, and nothing that is hidden. */
final class PlainText implements NodeFilter {

    private static final Set<String> UNSEEN = Set.of("head", "style", "script", "title", "template");
    private static final Set<String> SPACED =
            Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "dl");

    private final Lines lines = new Lines();

    private PlainText() {}

    static String of(Document page) {
        PlainText text = new PlainText();
        page.filter(text);
        return text.lines.whole();
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode text) {
            boolean asIs = text.parent() != null && text.parent().closest("pre") != null;
            lines.add(text.getWholeText(), asIs);
        } else if (node instanceof Element element) {
            if (isUnseen(element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            begin(element);
        }
        return FilterResult.CONTINUE;
    }

    private static boolean isUnseen(Element element) {
        String style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
        return UNSEEN.contains(element.normalName()) || element.hasAttr("hidden") || style.contains("display:none");
    }

    private void begin(Element element) {
        switch (element.normalName()) {
            case "br" -> lines.end();
            case "hr" -> lines.separate();
            case "img" -> lines.add(element.attr("alt"), false);
            case "li" -> {
                lines.beginBlock();
                lines.add(bullet(element), false);
            }
            default -> space(element);
        }
    }

    private static String bullet(Element item) {
        Element list = item.parent();
        if (list == null || !list.normalName().equals("ol")) {
            return "- ";
        }
        String number = item.attr("value");
        return (number.isEmpty() ? item.elementSiblingIndex() + 1 : number) + ". ";
    }

    private void space(Element element) {
        if (SPACED.contains(element.normalName()) && !isLayout(element)) {
            lines.separate();
        } else if (element.isBlock() && !isCell(element)) {
            lines.beginBlock();
        }
    }

    /** A list within a list, and a table that only places things, stand without blank lines around them. */
    private static boolean isLayout(Element element) {
        return switch (element.normalName()) {
            case "ul", "ol" -> element.parent() != null && element.parent().closest("li") != null;
            case "table" -> element.attr("role").equals("presentation");
            default -> false;
        };
    }

    private static boolean isCell(Element element) {
        return element.normalName().equals("td") || element.normalName().equals("th");
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            if (element.normalName().equals("a")) {
                showAddress(element);
            } else if (isCell(element)) {
                lines.add(element.normalName().equals("th") && !element.text().endsWith(":") ? ": " : " ", false);
            } else {
                space(element);
            }
        }
        return FilterResult.CONTINUE;
    }

    private void showAddress(Element link) {
        String address = link.attr("href");
        if (!address.isEmpty()
                && !address.startsWith("#")
                && !address.replaceFirst("^mailto:", "").equals(link.text())) {
            lines.add((link.text().isEmpty() ? "" : ": ") + address, false);
        }
    }
}
