package io.posthorn.console.internal.page;

import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the page's forms. Each carries the token of this browser's session, which no other site can know.
 *
 * @param action where they are sent
 * @param token of the session
 */
record Forms(String action, String token) {

    /** The field of the token. */
    static final String TOKEN = "token";

    /** The field that says what to do. */
    static final String DO = "do";

    /** A form that is one button. */
    Html button(Command command, String label, Map<String, String> fields) {
        return form(command, label, fields, Html.NONE);
    }

    /** A button that first asks whether that is meant, which works without a script. */
    Html askedButton(Command command, String label, String question, Map<String, String> fields) {
        return Html.of(
                "<details class=\"ask\"><summary>%s…</summary><p>%s</p>%s</details>",
                label, question, button(command, label, fields));
    }

    /** A form with inputs of its own above the button. */
    Html form(Command command, String label, Map<String, String> fields, Html inputs) {
        Html hidden = Html.all(new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field -> hidden(field.getKey(), field.getValue()))
                        .toList());
        return Html.of(
                "<form method=\"post\" action=\"%s\">%s%s%s%s<button class=\"ui-button ui-widget ui-corner-all\">%s</button></form>",
                action, hidden(TOKEN, token), hidden(DO, command.name()), hidden, inputs, label);
    }

    private static Html hidden(String name, String value) {
        return Html.of("<input type=\"hidden\" name=\"%s\" value=\"%s\">", name, value);
    }
}
