package io.posthorn.console.internal.page;

import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.Permission;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The accounts: how each is, by when a person must act, and what that person can do.
 *
 * @param accounts what to show
 * @param words tells times
 * @param forms makes buttons
 * @param redirect where a browser may come back to from a sign-in; empty if Microsoft would not send it here
 * @param better this page's address that Microsoft would send it to; empty if there is none, or no need
 */
record AccountsSection(
        List<AccountStatus> accounts, Words words, Forms forms, Optional<String> redirect, Optional<String> better) {

    Html html() {
        Html content = accounts.isEmpty()
                ? Html.of(
                        "<p>There is no account yet. Add a page <i>OAuth 2.0 account</i> under Configuration, or fill in the"
                                + " OAuth fields of the page <i>Email service</i>.</p>")
                : Html.all(accounts.stream().map(this::account).toList());
        return Frame.section("accounts", "Accounts", content);
    }

    private Html account(AccountStatus account) {
        String mood = account.needsPerson() ? "bad" : account.lastFailure().isPresent() ? "waiting" : "good";
        return Html.of(
                "<article class=\"%s\"><h3><bdi>%s</bdi></h3><p class=\"state\">%s</p>%s<dl>%s</dl><div class=\"actions\">%s</div></article>",
                mood,
                account.name(),
                account.summary(words.now()),
                failure(account),
                facts(account),
                account.inUse() ? actions(account) : forget(account));
    }

    private Html failure(AccountStatus account) {
        return account.lastFailure()
                .map(failure -> Html.of(
                        "<p class=\"failure\">%s: %s %s</p>",
                        words.ago(Optional.of(failure.at())),
                        failure.message(),
                        failure.correlationId().isEmpty() || failure.message().contains(failure.correlationId())
                                ? ""
                                : "Correlation ID " + failure.correlationId() + "."))
                .orElse(Html.NONE);
    }

    private Html facts(AccountStatus account) {
        if (account.clientId().isEmpty()) {
            return Html.NONE;
        }
        String permissions =
                account.permissions().stream().map(Permission::value).sorted().collect(Collectors.joining(", "));
        return Html.all(
                fact("Act by", actBy(account)),
                fact("User", Html.of("<bdi>%s</bdi>", account.user().orElse("not known yet"))),
                fact("Permissions", Html.of("%s", permissions.isEmpty() ? "none yet" : permissions)),
                fact("Last refresh", words.ago(account.lastRefresh())),
                fact(
                        "Access token",
                        account.accessTokenUntil()
                                .map(until -> Html.of("ends %s", words.in(until)))
                                .orElse(Html.of("none; the next mail fetches one"))),
                fact(
                        "Refresh token",
                        account.refreshTokenSince()
                                .map(since -> Html.of("%s", words.ago(Optional.of(since))))
                                .orElse(Html.of("none is stored"))),
                Html.of(
                        "<div class=\"wide\"><dt>Application</dt><dd>%s at %s/%s, %s</dd></div>",
                        account.clientId(), account.authority(), account.tenant(), account.grant()));
    }

    private static Html fact(String label, Html value) {
        return Html.of("<div><dt>%s</dt><dd>%s</dd></div>", label, value);
    }

    private Html actBy(AccountStatus account) {
        if (account.needsPerson()) {
            return Html.of("<strong>now</strong>");
        }
        return account.actBy()
                .map(by -> Html.of("%s, if Posthorn is not running until then", Words.day(by)))
                .orElse(Html.of("no date is known"));
    }

    private Html actions(AccountStatus account) {
        Map<String, String> name = Map.of("name", account.name());
        boolean signsIn = account.grant().equals("refresh_token");
        return Html.all(
                signIn(name).when(signsIn), forms.button(Command.REFRESH, "Refresh now", name), forget(account));
    }

    private Html signIn(Map<String, String> name) {
        Html here = redirect.map(uri -> Html.of(
                        "<p>The browser comes back to this console. In the app registration, under Authentication, this redirect"
                                + " URI must be there (platform Web for an application with a secret or a certificate, else Mobile"
                                + " and desktop applications):</p><p><code>%s</code></p>%s",
                        uri, forms.button(Command.SIGN_IN, "Sign in", name)))
                .orElse(Html.of(
                        "<p>Microsoft sends a browser back only to https addresses and to http://localhost, so it cannot come"
                                + " back to this console as you have opened it.%s</p>",
                        better.map(url -> Html.of(
                                        " Open it as <a href=\"%s\">%s</a> to have it come back by itself.", url, url))
                                .orElse(Html.NONE)));
        return Html.of(
                "<details class=\"signin\"><summary>Sign in…</summary>%s%s%s</details>",
                here,
                Html.of(
                        "<p>Or the browser ends at a page of Microsoft's, and you paste its address here:</p>%s",
                        forms.button(Command.SIGN_IN_BY_PASTE, "Sign in and paste the address", name)),
                Html.of(
                        "<p>Or sign in on another machine with a code (applications without secret and certificate):</p>%s",
                        forms.button(Command.DEVICE_CODE, "Show a device code", name)));
    }

    private Html forget(AccountStatus account) {
        return forms.askedButton(
                        Command.FORGET,
                        "Forget",
                        "Deletes the stored tokens of this account. Mail stops until somebody signs in, unless the page has a"
                                + " refresh token that is still good.",
                        Map.of("name", account.name()))
                .when(!account.clientId().isEmpty());
    }
}
