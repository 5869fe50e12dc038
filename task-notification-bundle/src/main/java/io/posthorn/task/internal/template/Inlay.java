package io.posthorn.task.internal.template;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

import java.util.List;

/** Puts values in the place of a text of the template. */
final class Inlay {

    private final Element parent;
    private final TextNode place;
    private final Filling filling;

    Inlay(Element parent, TextNode place, Filling filling) {
        this.parent = parent;
        this.place = place;
        this.filling = filling;
    }

    void replaceBy(Phrase phrase) {
        for (Phrase.Piece piece : phrase.pieces()) {
            if (!piece.isVariable()) {
                place.before(new TextNode(piece.text()));
            } else if (piece.text().equals(Variables.ACTIONS)) {
                addActions();
            } else {
                addLines(filling.value(piece.text()));
            }
        }
        place.remove();
        if (parent.normalName().equals("p") && parent.selectFirst("ol") != null) {
            parent.tagName("div"); // a paragraph cannot hold a list: a reader would end it there
        }
    }

    private void addLines(String value) {
        List<String> lines = value.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                place.before(parent.normalName().equals("title") ? new TextNode(" ") : new Element("br"));
            }
            place.before(new TextNode(lines.get(i)));
        }
    }

    private void addActions() {
        if (filling.actions().isEmpty()) {
            return;
        }
        Element list = new Element("ol").attr("style", "margin:0;padding:0 0 0 24px");
        for (Action action : filling.actions()) {
            list.appendElement("li")
                    .attr("value", String.valueOf(action.number()))
                    .attr("style", "margin:0 0 8px")
                    .appendElement("a")
                    .attr("href", action.mailto())
                    .attr("style", "color:#1f4e79;font-weight:600")
                    .text(action.route());
        }
        place.before((Node) list);
    }
}
