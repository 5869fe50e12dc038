package io.posthorn.console.internal.page;

import io.posthorn.console.internal.guard.Audit;
import io.posthorn.oauth.SignIn;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where sign-ins leave for Microsoft and come back from it. An answer is taken only by the browser that began, and only once:
 * its state is kept in the session (RFC 6749, section 10.12).
 *
 * @param services who signs in
 */
record SignInDoor(Services services) {

    private static final Pattern STATE = Pattern.compile("[?&]state=([^&]+)");

    /** @return where the browser goes now */
    URI begin(Asked asked, String account) {
        String redirect = asked.redirect()
                .orElseThrow(() -> new Mistake("A browser cannot come back to this console: open it with https, or with"
                        + " http://localhost. Or sign in and paste the address."));
        SignIn.Prompt prompt = services.get(SignIn.class).begin(account, Optional.of(URI.create(redirect)));
        Matcher state = STATE.matcher(prompt.url().toString());
        if (!state.find()) {
            throw new IllegalStateException("The address of a sign-in has no state.");
        }
        asked.session().begun(state.group(1), account);
        return prompt.url();
    }

    Notice beginToPaste(Asked asked, String account) {
        SignIn.Prompt prompt = services.get(SignIn.class).begin(account, Optional.empty());
        asked.session().paste(PastedSignIn.of(account, prompt));
        return Notice.done("Sign in as it says below.");
    }

    Notice answered(Asked asked) {
        Optional<String> account = asked.session().account(asked.field("state"));
        if (account.isEmpty()) {
            Audit.note(asked.http(), "brought the answer to a sign-in that this browser has not begun: refused");
            return Notice.failed(
                    "This is not the answer to a sign-in that was begun in this browser, or it came before, so it"
                            + " was not used. Begin again with Sign in, in one window.");
        }
        Notice notice = Attempt.of(() -> new Deeds(services).finishSignIn(account.get(), asked.address()));
        Audit.note(
                asked.http(),
                "signed in for the account '" + account.get() + "': " + (notice.isGood() ? "done" : notice.text()));
        return notice;
    }
}
