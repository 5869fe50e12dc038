package io.posthorn.task.internal.reply;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** The lines of an HTML body, with what it quotes marked as in plain text. */
final class HtmlText {

    private static final String INVISIBLE = "head, script, style, title, template, noscript, [hidden],"
            + " [style~=(?i)display:\\s*none], [style~=(?i)mso-hide:\\s*all], [style~=(?i)font-size:\\s*0(px|pt|em)?\\s*(;|$)]";

    private static final String SIGNATURES =
            ".gmail_signature, .moz-signature, #Signature, #ms-outlook-mobile-signature, #AppleMailSignature";

    /** What introduces a quote that the blockquote beside it holds. */
    private static final String INTRODUCTIONS = ".gmail_attr, .moz-cite-prefix";

    /** From here on everything is quoted: Outlook, new, old and on phones; Yahoo; Proton. */
    private static final String QUOTES = "#divRplyFwdMsg, #x_divRplyFwdMsg, #appendonsend, #x_appendonsend,"
            + " #mail-editor-reference-message-container, .ms-outlook-mobile-reference-message, .yahoo_quoted,"
            + " .protonmail_quote, div.gmail_quote:not(:has(blockquote)),"
            + " [style~=(?i)border:\\s*none;\\s*border-top:\\s*solid],"
            + " [style~=(?i)border-style:\\s*solid none none]";

    private static final String DIVIDER = "_".repeat(32);

    private HtmlText() {}

    static String of(String html) {
        Document document = Jsoup.parse(html);
        document.select(QUOTES).forEach(element -> element.before(new Element("p").text(DIVIDER)));
        document.select("blockquote").forEach(quote -> quote.replaceWith(new Element("p").text("> ...")));
        document.select(INVISIBLE).remove();
        document.select(SIGNATURES).remove();
        document.select(INTRODUCTIONS).remove();
        Lines lines = new Lines();
        document.traverse(lines);
        return lines.text.toString();
    }

    /** Blocks and breaks make lines; everything else runs on. */
    private static final class Lines implements NodeVisitor {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                append(words);
            } else if (node instanceof Element element && element.isBlock()) {
                end();
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                if (element.normalName().equals("br")) {
                    text.append('\n');
                } else if (element.isBlock()) {
                    end();
                }
            }
        }

        private void append(TextNode words) {
            String some = isPre(words.parent()) ? words.getWholeText() : words.text();
            text.append(isNewLine() ? some.stripLeading() : some);
        }

        private static boolean isPre(@Nullable Element element) {
            return element != null && element.normalName().equals("pre");
        }

        private void end() {
            if (!isNewLine()) {
                text.append('\n');
            }
        }

        private boolean isNewLine() {
            return text.length() == 0 || text.charAt(text.length() - 1) == '\n';
        }
    }
}
