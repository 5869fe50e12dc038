package io.posthorn.sandbox.internal.authority;

import java.util.stream.Collectors;

/** The sign-in page: one form, labelled fields, no script. Its fields {@code login} and {@code passwd} are Entra's. */
final class LoginPage {
    private LoginPage() {}

    static String text(Form request, String error) {
        return page(
                "Sign in to the Posthorn sandbox",
                alert(error) + "<form method=\"post\">" + hidden(request)
                        + "<p><label for=\"login\">Sign-in name</label><br>"
                        + "<input id=\"login\" name=\"login\" type=\"email\" autocomplete=\"username\" required"
                        + " autofocus></p>"
                        + "<p><label for=\"passwd\">Password</label><br>"
                        + "<input id=\"passwd\" name=\"passwd\" type=\"password\" autocomplete=\"current-password\""
                        + " required></p>"
                        + "<p>You allow the app to: " + escape(request.get("scope")) + "</p>"
                        + "<p><button type=\"submit\">Sign in and accept</button></p></form>");
    }

    static String refusal(String description) {
        return page("Sign-in is not possible", alert(description));
    }

    private static String page(String title, String body) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + title
                + "</title></head><body><main><h1>" + title + "</h1>" + body + "</main></body></html>";
    }

    private static String alert(String text) {
        return text.isEmpty() ? "" : "<p role=\"alert\">" + escape(text) + "</p>";
    }

    private static String hidden(Form request) {
        return request.fields().entrySet().stream()
                .filter(field ->
                        !field.getKey().equals("login") && !field.getKey().equals("passwd"))
                .map(field -> "<input type=\"hidden\" name=\"" + escape(field.getKey()) + "\" value=\""
                        + escape(field.getValue()) + "\">")
                .collect(Collectors.joining());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
