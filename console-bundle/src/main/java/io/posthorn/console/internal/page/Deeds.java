package io.posthorn.console.internal.page;

import io.posthorn.email.Outbox;
import io.posthorn.endpoint.Endpoints;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.SignIn;
import io.posthorn.oauth.TokenService;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is done at once and told on the next page.
 *
 * @param services who does it
 */
record Deeds(Services services) {

    Notice refresh(String account) {
        services.get(TokenService.class).refresh(account);
        return Notice.done("Microsoft gave new tokens for the account '" + account + "'.");
    }

    Notice forget(String account) {
        return services.get(TokenService.class).forget(account)
                ? Notice.done("The tokens of the account '" + account + "' are deleted.")
                : Notice.failed("Nothing is stored for the account '" + account + "'.");
    }

    Notice finishSignIn(String account, String pasted) {
        return signedIn(account, services.get(SignIn.class).finish(account, pasted));
    }

    static Notice signedIn(String account, SignIn.Result result) {
        String text = result.user().orElse("Somebody") + " has signed in for the account '" + account
                + "'. The refresh token is stored. Permissions: " + list(result.permissions()) + ".";
        return result.missing().isEmpty()
                ? Notice.done(text)
                : new Notice(
                        false,
                        text + " Not consented to: " + list(result.missing())
                                + ", which pages that use the account need. Add it"
                                + " in the app registration under API permissions, and sign in again; or an administrator of"
                                + " the tenant consents for everybody here:",
                        Optional.of(result.consentUrl().toString()));
    }

    private static String list(Collection<Permission> permissions) {
        return permissions.stream().map(Permission::value).sorted().collect(Collectors.joining(", "));
    }

    Notice retryMail(String id) {
        return services.get(Outbox.class).retry(id)
                ? Notice.done("The mail is sent as soon as its mailbox may.")
                : Notice.failed(
                        "This mail can not be sent: it is being sent at this moment, was sent, or its body is gone.");
    }

    Notice dropMail(String id) {
        return services.get(Outbox.class).drop(id)
                ? Notice.done("The mail is dropped.")
                : Notice.failed("This mail can not be dropped: it is being sent at this moment, or was sent.");
    }

    Notice pauseMailbox(String mailbox) {
        services.get(Outbox.class).pause(mailbox);
        return Notice.done(
                "Nothing more is sent from " + mailbox + ", on any server that shares the store, until it is resumed.");
    }

    Notice resumeMailbox(String mailbox) {
        services.get(Outbox.class).resume(mailbox);
        return Notice.done("Mail goes out from " + mailbox + " again.");
    }

    Notice pauseEndpoint(String name) {
        services.get(Endpoints.class).pause(name);
        return Notice.done("The endpoint " + name
                + " starts nothing more, on any server that shares the store, until it is resumed.");
    }

    Notice resumeEndpoint(String name) {
        services.get(Endpoints.class).resume(name);
        return Notice.done("The endpoint " + name + " goes on.");
    }

    Notice retryEndpoint(String name) {
        services.get(Endpoints.class).retry(name);
        return Notice.done("The endpoint " + name + " does now what waits.");
    }

    Notice releaseMail(String endpoint, String id) {
        return services.get(Endpoints.class).release(endpoint, id)
                ? Notice.done("The mail is out of quarantine, and is tried anew.")
                : Notice.failed("This mail is not in quarantine any more.");
    }
}
