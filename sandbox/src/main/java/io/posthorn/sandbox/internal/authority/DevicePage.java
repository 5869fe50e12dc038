package io.posthorn.sandbox.internal.authority;

/** The pages of the device code flow; {@code otc} is the field for the code. */
final class DevicePage {
    private static final String TITLE = "Sign in on another device";

    private DevicePage() {}

    static String code(String error) {
        return Html.page(
                TITLE,
                Html.alert(error) + "<form method=\"post\"><p><label for=\"otc\">Code from the device</label><br>"
                        + "<input id=\"otc\" name=\"otc\" autocomplete=\"off\" required autofocus></p>"
                        + "<p><button type=\"submit\">Next</button></p></form>");
    }

    static String signIn(DeviceCodes.Pending pending, String error) {
        return Html.page(
                TITLE,
                Html.alert(error)
                        + Html.signIn(Html.hidden("otc", pending.userCode), String.join(" ", pending.scopes)));
    }

    static String done(String text) {
        return Html.page(TITLE, "<p role=\"status\">" + text + "</p>");
    }
}
