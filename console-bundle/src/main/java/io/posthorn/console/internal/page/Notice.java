package io.posthorn.console.internal.page;

import java.util.Optional;

/**
 * What came of something that a person did.
 *
 * @param isGood whether it was done
 * @param text sentences
 * @param link where to go on; empty if nowhere
 */
record Notice(boolean isGood, String text, Optional<String> link) implements java.io.Serializable {

    private static final long serialVersionUID = 1L;

    static Notice done(String text) {
        return new Notice(true, text, Optional.empty());
    }

    static Notice failed(String text) {
        return new Notice(false, text, Optional.empty());
    }

    Html html() {
        Html more = link.filter(Notice::isWeb)
                .map(url -> Html.of(" <a href=\"%s\" target=\"_blank\" rel=\"noopener noreferrer\">%s</a>", url, url))
                .orElse(Html.NONE);
        return Html.of(
                "<p class=\"notice %s ui-corner-all\" role=\"%s\">%s%s</p>",
                isGood ? "good ui-state-highlight" : "bad ui-state-error", isGood ? "status" : "alert", text, more);
    }

    private static boolean isWeb(String url) {
        return url.startsWith("https://") || url.startsWith("http://localhost");
    }
}
