package io.posthorn.sandbox.internal.authority;

/** Pieces of the authority's pages, which need no script. */
final class Html {
    private static final String FIELDS = "<p><label for=\"login\">Sign-in name</label><br>"
            + "<input id=\"login\" name=\"login\" type=\"email\" autocomplete=\"username\" required autofocus></p>"
            + "<p><label for=\"passwd\">Password</label><br>"
            + "<input id=\"passwd\" name=\"passwd\" type=\"password\" autocomplete=\"current-password\" required></p>";
    private static final String BUTTONS = "<p><button type=\"submit\">Sign in and accept</button>"
            + " <button type=\"submit\" name=\"consent\" value=\"decline\" formnovalidate>Decline</button></p>";

    private Html() {}

    static String page(String title, String body) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + title
                + "</title></head><body><main><h1>" + title + "</h1>" + body + "</main></body></html>";
    }

    /** Name, password, what the app may do then, and two buttons. */
    static String signIn(String hidden, String scopes) {
        return "<form method=\"post\">" + hidden + FIELDS + "<p>You allow the app to: " + escape(scopes) + "</p>"
                + BUTTONS + "</form>";
    }

    static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + escape(name) + "\" value=\"" + escape(value) + "\">";
    }

    /** Nothing, if there is nothing to say. */
    static String alert(String text) {
        return text.isEmpty() ? "" : "<p role=\"alert\">" + escape(text) + "</p>";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
