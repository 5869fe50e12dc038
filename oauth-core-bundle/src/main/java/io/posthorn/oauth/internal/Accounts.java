package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.TokenService;
import io.posthorn.oauth.internal.msal.Claims;
import io.posthorn.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** All accounts: those of the fields on any page, and those with a name and a page of their own. */
final class Accounts implements TokenService, AccountPages {

    private static final Logger log = LoggerFactory.getLogger(Accounts.class);

    /** How the names of accounts begin that have none. */
    static final String OWN = "own-";

    private final Surroundings around;
    private final SharedAccounts shared;
    private final NamedAccounts named;
    private final Needs needs = new Needs();

    Accounts(Surroundings around) {
        this.around = around;
        this.shared = new SharedAccounts(around);
        this.named = new NamedAccounts(shared::open);
    }

    @Override
    public OAuthAccount open(OAuthClient client, Permission... wanted) {
        SharedAccounts.Handle handle = shared.open(client, null);
        Runnable satisfied = needs.add(AccountKey.of(client).id(), wanted);
        return new Handle(handle::account, () -> {
            handle.close();
            satisfied.run();
        });
    }

    @Override
    public OAuthAccount account(String name, Permission... wanted) {
        // Looked up at each call: its page may come later, and change.
        return new Handle(() -> find(name), needs.add(name, wanted));
    }

    /** @throws TokenException if there is none of this name, or its page is wrong */
    SignInTarget signInTarget(String name) {
        Account account = find(name);
        int needed = needs.of(name, account.key());
        return new SignInTarget(
                name,
                account.client(),
                name.startsWith(OWN) ? "" : named.user(name),
                needed == 0 ? Permissions.ALL : needed);
    }

    /** Stores what a sign-in gave; the next mail uses it. */
    void signedIn(SignInTarget target, TokenResponse response, Instant fetchedAt) {
        AccountKey key = target.key();
        String name = target.name().startsWith(OWN) ? null : target.name();
        try {
            around.tokens().signIn(key, name, key.proof(target.client()), response, fetchedAt);
        } catch (StoreException e) {
            throw unusable(e);
        }
        shared.inUse().stream().filter(user -> user.key().equals(key)).forEach(Account::forget);
    }

    private Account find(String name) {
        return name.startsWith(OWN) ? own(name) : named.account(name);
    }

    private Account own(String name) {
        return shared.inUse().stream()
                .filter(account ->
                        StatusReport.name(account.name(), account.key()).equals(name))
                .findFirst()
                .orElseThrow(() -> new TokenException(
                        Kind.APP_CONFIGURATION,
                        "",
                        "No page uses an account '" + name + "'. mail:accounts lists the accounts there are.",
                        null));
    }

    @Override
    public String reach(Cloud cloud) {
        return around.endpoint().reach(cloud.authority());
    }

    @Override
    public Map<String, String> claims(AccessToken token) {
        return Claims.text(token.value());
    }

    @Override
    public void put(String pid, AccountPage page) {
        named.put(pid, page);
    }

    @Override
    public void remove(String pid) {
        named.remove(pid);
    }

    @Override
    public List<AccountStatus> accounts() {
        return new StatusReport(around, shared.inUse(), named.faults()).accounts();
    }

    @Override
    public void refresh(String name) {
        Account account = find(name);
        account.refresh(needs.of(name, account.key()));
    }

    @Override
    public boolean forget(String name) {
        try {
            Map<String, Account> users = StatusReport.byKey(shared.inUse());
            List<StoredAccount> found = around.tokens().all().stream()
                    .filter(account -> StatusReport.name(account, users).equals(name))
                    .toList();
            for (StoredAccount account : found) {
                around.tokens().forget(account.key());
                shared.inUse().stream()
                        .filter(user -> user.key().equals(account.key()))
                        .forEach(Account::forget);
            }
            return !found.isEmpty();
        } catch (StoreException e) {
            throw unusable(e);
        }
    }

    static TokenException unusable(StoreException e) {
        Kind kind = e.kind() == StoreException.Kind.UNAVAILABLE ? Kind.TEMPORARY : Kind.APP_CONFIGURATION;
        return new TokenException(kind, "", String.valueOf(e.getMessage()), e);
    }

    /** Has those accounts looked after that want it. Called every some seconds. */
    void refreshDue(Executor background) {
        try {
            for (Account account : shared.due()) {
                background.execute(account::refreshAhead);
            }
        } catch (RuntimeException e) {
            log.error("Accounts could not be looked after; it is tried again.", e); // or the watch would end for ever
        }
    }

    /** Lets running attempts end, so that no refresh token is lost. */
    void close(Duration atMost) {
        boolean interrupted = false;
        CompletableFuture<?>[] attempts =
                shared.all().stream().map(Account::attempt).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(attempts).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true; // told again when everything is stored
        } catch (ExecutionException | TimeoutException e) {
            log.debug("The last attempts came to nothing", e);
        }
        shared.all().forEach(Account::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Handle implements OAuthAccount {

        private final Supplier<Account> account;
        private final Runnable closing;
        private volatile boolean closed;

        Handle(Supplier<Account> account, Runnable closing) {
            this.account = account;
            this.closing = closing;
        }

        private Account account() {
            if (closed) {
                throw new IllegalStateException("This handle on an account is closed.");
            }
            return account.get();
        }

        @Override
        public AccessToken token(Permission permission) {
            return account().token(Permissions.bits(permission));
        }

        @Override
        public AccessToken token(Permission first, Permission... more) {
            return account().token(Permissions.bits(first, more));
        }

        @Override
        public void reject(AccessToken refused) {
            account().reject(refused);
        }

        @Override
        public Cloud cloud() {
            return account().client().cloud();
        }

        @Override
        public void close() {
            closed = true;
            closing.run();
        }
    }
}
