package io.posthorn.console.internal.page;

import io.posthorn.email.Outbox;
import io.posthorn.endpoint.EndpointStatus;
import io.posthorn.endpoint.Endpoints;
import io.posthorn.endpoint.QuarantinedMail;
import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.TokenService;
import io.posthorn.store.Store;
import io.posthorn.store.StoreException;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The page as a whole. A part that cannot be shown says why; the others are shown.
 *
 * @param services where the facts come from
 * @param words tells times
 * @param forms makes buttons
 */
record Overview(Services services, Words words, Forms forms) {

    /**
     * Makes it.
     *
     * @param redirect where a browser may come back to from a sign-in; empty if Microsoft would not send it here
     * @param better this page's address that Microsoft would send it to; empty if there is none, or no need
     */
    Html html(Optional<String> redirect, Optional<String> better) {
        return Html.all(
                part(
                        "accounts",
                        "Accounts",
                        () -> new AccountsSection(accounts(), words, forms, redirect, better).html()),
                part("outbox", "Outbox", this::outbox),
                part("endpoints", "Email endpoints", this::endpoints),
                part("tools", "Tools", () -> new ToolsSection(accounts(), forms).html()),
                part("store", "Store", this::store));
    }

    private static Html part(String id, String title, Supplier<Html> content) {
        Html[] made = {Html.NONE};
        Notice trouble = Attempt.of(() -> {
            made[0] = content.get();
            return Notice.done("");
        });
        return trouble.isGood() ? made[0] : Frame.section(id, title, trouble.html());
    }

    private List<AccountStatus> accounts() {
        return services.get(TokenService.class).accounts();
    }

    private Html outbox() {
        Outbox outbox = services.get(Outbox.class);
        return new OutboxSection(outbox.list(OutboxSection.MOST), outbox.mailboxes(), words, forms).html();
    }

    private Html endpoints() {
        Endpoints endpoints = services.get(Endpoints.class);
        List<EndpointsSection.Shown> shown = endpoints.list().stream()
                .map(status -> new EndpointsSection.Shown(status, quarantine(endpoints, status)))
                .toList();
        return new EndpointsSection(shown, words, forms).html();
    }

    /** What an endpoint is like can be told without the store. */
    private static List<QuarantinedMail> quarantine(Endpoints endpoints, EndpointStatus status) {
        try {
            return endpoints.quarantine(status.name());
        } catch (StoreException | IllegalArgumentException e) {
            return List.of(); // it has gone meanwhile, or the part Outbox tells of the store
        }
    }

    private Html store() {
        String where = services.get(Store.class).description();
        return Frame.section(
                "store", "Store", Html.of("<p>Tokens, mails and what was done with them are kept in: %s</p>", where));
    }
}
