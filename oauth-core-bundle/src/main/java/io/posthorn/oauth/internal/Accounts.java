package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenService;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Shares one {@link Account} among the handles of equal clients, and drops it with the last one. */
final class Accounts implements TokenService {

    private final TokenEndpoint endpoint;
    private final TokenStore store;
    private final InstantSource clock;
    private final Map<OAuthClient, Shared> open = new HashMap<>();

    Accounts(TokenEndpoint endpoint, TokenStore store, InstantSource clock) {
        this.endpoint = endpoint;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public OAuthAccount open(OAuthClient client) {
        synchronized (open) {
            Shared shared = open.computeIfAbsent(client, c -> new Shared(new Account(c, endpoint, store, clock)));
            shared.handles++;
            return new Handle(client, shared.account);
        }
    }

    private void release(OAuthClient client) {
        synchronized (open) {
            Shared shared = open.get(client);
            if (shared != null && --shared.handles == 0) {
                open.remove(client);
            }
        }
    }

    private static final class Shared {
        final Account account;
        int handles; // guarded by the map

        Shared(Account account) {
            this.account = account;
        }
    }

    private final class Handle implements OAuthAccount {

        private final OAuthClient client;
        private final Account account;
        private final AtomicBoolean closed = new AtomicBoolean();

        Handle(OAuthClient client, Account account) {
            this.client = client;
            this.account = account;
        }

        @Override
        public AccessToken token(Permission first, Permission... more) {
            if (closed.get()) {
                throw new IllegalStateException("This handle on " + client + " is closed.");
            }
            Set<String> scopes =
                    EnumSet.of(first, more).stream().map(client.cloud()::scope).collect(Collectors.toUnmodifiableSet());
            return account.token(scopes);
        }

        @Override
        public void reject(AccessToken refused) {
            account.reject(refused);
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release(client);
            }
        }
    }
}
