package io.posthorn.endpoint.internal.result;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an HTML body, to be quoted: no markup of a stranger goes into an answer. */
final class HtmlWords {

    private static final List<String> UNSEEN = List.of("script", "style", "head", "title");

    private static final Pattern BREAKING = Pattern.compile("/?(?:br|p|div|tr|li|h[1-6]|blockquote|table|ul|ol|hr)");
    private static final Pattern TAG_NAME = Pattern.compile("/?[a-z][a-z0-9]*");
    private static final Pattern ENTITY = Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));");
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\u00a0]{2,}");
    private static final Pattern EMPTY_LINES = Pattern.compile("\\n[\\s\\u00a0]*\\n");

    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

    private final String html;
    private final StringBuilder words = new StringBuilder();
    private int at;

    private HtmlWords(String html) {
        this.html = html;
    }

    static String of(String html) {
        HtmlWords reader = new HtmlWords(html);
        reader.read();
        String text = BLANKS.matcher(decoded(reader.words.toString())).replaceAll(" ");
        return Plain.text(EMPTY_LINES.matcher(text).replaceAll("\n\n")).strip();
    }

    private void read() {
        while (at < html.length()) {
            char c = html.charAt(at);
            if (c == '<' && isTag()) {
                tag();
            } else {
                words.append(Character.isWhitespace(c) ? ' ' : c);
                at++;
            }
        }
    }

    private boolean isTag() {
        return at + 1 < html.length()
                && (Character.isLetter(html.charAt(at + 1)) || "/!?".indexOf(html.charAt(at + 1)) >= 0);
    }

    private void tag() {
        boolean comment = html.startsWith("<!--", at);
        String name = comment ? "" : name();
        at = comment ? after("-->", at + 4) : after(">", at + 1);
        if (UNSEEN.contains(name)) {
            at = endOf(name);
        } else if (BREAKING.matcher(name).matches()) {
            words.append('\n');
        }
    }

    private String name() {
        Matcher name = TAG_NAME.matcher(
                html.substring(at + 1, Math.min(at + 14, html.length())).toLowerCase(Locale.ROOT));
        return name.lookingAt() ? name.group() : "";
    }

    /** All the rest, if it does not end. */
    private int endOf(String name) {
        for (int end = html.indexOf("</", at); end >= 0; end = html.indexOf("</", end + 2)) {
            if (html.regionMatches(true, end + 2, name, 0, name.length())) {
                return end;
            }
        }
        return html.length();
    }

    private int after(String end, int from) {
        int found = html.indexOf(end, from);
        return found < 0 ? html.length() : found + end.length();
    }

    private static String decoded(String text) {
        return ENTITY.matcher(text).replaceAll(found -> Matcher.quoteReplacement(entity(found)));
    }

    private static String entity(java.util.regex.MatchResult found) {
        if (found.group(3) != null) {
            return NAMED.getOrDefault(found.group(3), found.group());
        }
        int point = found.group(1) != null ? Integer.parseInt(found.group(1)) : Integer.parseInt(found.group(2), 16);
        return Character.isValidCodePoint(point) ? Character.toString(point) : "";
    }
}
