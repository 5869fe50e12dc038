package io.posthorn.console.internal.page;

import io.posthorn.oauth.SignIn;

import java.io.Serializable;
import java.time.Instant;
import java.util.Map;

/**
 * A sign-in whose last address is to be pasted.
 *
 * @param account its name
 * @param url to open
 * @param redirect what the address begins with
 * @param user who is to sign in; empty if the account's page does not say
 * @param until when the time is up
 */
record PastedSignIn(String account, String url, String redirect, String user, Instant until) implements Serializable {

    private static final long serialVersionUID = 1L;

    static PastedSignIn of(String account, SignIn.Prompt prompt) {
        return new PastedSignIn(
                account,
                prompt.url().toString(),
                prompt.redirect().toString(),
                prompt.user().orElse(""),
                prompt.until());
    }

    Html html(Forms forms, Words words) {
        Html input = Html.of(
                "<p><label for=\"pasted\">The whole address that the browser ended at, or the code of it</label>"
                        + " <input id=\"pasted\" name=\"pasted\" autocomplete=\"off\" required></p>");
        Html content = Html.of(
                "<ol><li><a href=\"%s\" target=\"_blank\" rel=\"noopener noreferrer\">Open the sign-in page</a> and sign in as"
                        + " <bdi>%s</bdi>.</li><li>Copy the whole address of the page that the browser ends at. It begins with"
                        + " <code>%s</code>.</li><li>Paste it here; the time is up %s.</li></ol>%s",
                url,
                user.isEmpty() ? "the user whose mailbox it is" : user,
                redirect,
                words.in(until),
                forms.form(Command.FINISH_SIGN_IN, "Finish the sign-in", Map.of("name", account), input));
        return Frame.section("finish", "Finish the sign-in for " + account, content);
    }
}
