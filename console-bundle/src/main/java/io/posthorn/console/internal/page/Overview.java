package io.posthorn.console.internal.page;

import io.posthorn.email.Outbox;
import io.posthorn.endpoint.EndpointStatus;
import io.posthorn.endpoint.Endpoints;
import io.posthorn.endpoint.QuarantinedMail;
import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.TokenService;
import io.posthorn.store.Store;
import io.posthorn.store.StoreException;

import java.util.ArrayList;
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
        List<AccountStatus> accounts = new ArrayList<>(); // read once: a store that is away takes its time to say so
        return Html.all(
                part("accounts", "Accounts", () -> {
                    accounts.addAll(services.get(TokenService.class).accounts());
                    return new AccountsSection(accounts, words, forms, redirect, better).html();
                }),
                part("outbox", "Outbox", this::outbox),
                part("endpoints", "Email endpoints", this::endpoints),
                part("tools", "Tools", () -> new ToolsSection(accounts, forms).html()),
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

    private Html outbox() {
        Outbox outbox = services.get(Outbox.class);
        return new OutboxSection(outbox.list(OutboxSection.MOST), outbox.mailboxes(), words, forms).html();
    }

    private Html endpoints() {
        Endpoints endpoints = services.get(Endpoints.class);
        List<EndpointsSection.Shown> shown = new ArrayList<>();
        String trouble = "";
        for (EndpointStatus status : endpoints.list()) {
            List<QuarantinedMail> quarantine = List.of();
            try {
                // What an endpoint is like can be told without the store, which is asked once in vain and no more.
                quarantine = trouble.isEmpty() ? endpoints.quarantine(status.name()) : quarantine;
            } catch (StoreException e) {
                trouble = String.valueOf(e.getMessage());
            } catch (IllegalArgumentException e) {
                quarantine = List.of(); // its page is wrong, or has gone meanwhile
            }
            shown.add(new EndpointsSection.Shown(status, quarantine));
        }
        return new EndpointsSection(shown, trouble, words, forms).html();
    }

    private Html store() {
        String where = services.get(Store.class).description();
        return Frame.section(
                "store", "Store", Html.of("<p>Tokens, mails and what was done with them are kept in: %s</p>", where));
    }
}
