package io.posthorn.sandbox.internal.authority;

import java.util.Set;
import java.util.stream.Collectors;

/** The sign-in page: one form, labelled fields, no script. Its fields {@code login} and {@code passwd} are Entra's. */
final class LoginPage {
    static final String WRONG_PASSWORD =
            "AADSTS50126: Error validating credentials due to invalid username or password.";

    private static final Set<String> OWN_FIELDS = Set.of("login", "passwd", "consent");

    private LoginPage() {}

    static String text(Form request, String error) {
        String hidden = request.fields().entrySet().stream()
                .filter(field -> !OWN_FIELDS.contains(field.getKey()))
                .map(field -> Html.hidden(field.getKey(), field.getValue()))
                .collect(Collectors.joining());
        return Html.page(
                "Sign in to the Posthorn sandbox", Html.alert(error) + Html.signIn(hidden, request.get("scope")));
    }

    static String refusal(String description) {
        return Html.page("Sign-in is not possible", Html.alert(description));
    }
}
