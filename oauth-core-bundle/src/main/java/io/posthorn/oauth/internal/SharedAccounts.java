package io.posthorn.oauth.internal;

import io.posthorn.oauth.OAuthClient;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** One {@link Account} for all the handles of equal clients; it ends with the last of them. */
final class SharedAccounts {

    private final Surroundings around;
    private final Map<OAuthClient, Shared> open = new HashMap<>();

    /** Ended, with a refresh token in hand that the store would not take. Guarded by the map. */
    private final List<Account> leftovers = new ArrayList<>();

    SharedAccounts(Surroundings around) {
        this.around = around;
    }

    /** @param name of the account's page, or null */
    Handle open(OAuthClient client, @Nullable String name) {
        synchronized (open) {
            Shared shared = open.computeIfAbsent(client, c -> new Shared(leftover(c)));
            shared.handles++;
            if (name != null) {
                shared.account.name(name);
            }
            return new Handle(client, shared.account);
        }
    }

    /** A page that is saved again goes on with what its account has in hand. */
    private Account leftover(OAuthClient client) {
        for (Account account : leftovers) {
            if (account.client().equals(client)) {
                leftovers.remove(account);
                return account;
            }
        }
        return new Account(client, around);
    }

    private void release(OAuthClient client) {
        synchronized (open) {
            Shared shared = open.get(client);
            if (shared != null && --shared.handles == 0) {
                open.remove(client);
                leftovers.add(shared.account);
            }
        }
    }

    /** Those that a page uses now. */
    List<Account> inUse() {
        synchronized (open) {
            return open.values().stream().map(shared -> shared.account).toList();
        }
    }

    /** Those that want to be looked after now. */
    List<Account> due() {
        synchronized (open) {
            leftovers.removeIf(account -> !account.isBusy());
            return all().stream().filter(Account::enqueue).toList();
        }
    }

    /** All that may still have something to do. */
    List<Account> all() {
        synchronized (open) {
            List<Account> all = new ArrayList<>(leftovers);
            open.values().forEach(shared -> all.add(shared.account));
            return all;
        }
    }

    private static final class Shared {
        final Account account;
        int handles; // guarded by the map

        Shared(Account account) {
            this.account = account;
        }
    }

    /** Keeps an account going until it is closed. */
    final class Handle {

        private final OAuthClient client;
        private final Account account;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Handle(OAuthClient client, Account account) {
            this.client = client;
            this.account = account;
        }

        Account account() {
            if (closed.get()) {
                throw new IllegalStateException("This handle on " + client + " is closed.");
            }
            return account;
        }

        /** Also after it was closed. */
        Account sharedAccount() {
            return account;
        }

        void close() {
            if (closed.compareAndSet(false, true)) {
                release(client);
            }
        }
    }
}
