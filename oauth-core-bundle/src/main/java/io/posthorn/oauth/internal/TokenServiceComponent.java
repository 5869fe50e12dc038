package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.SignIn;
import io.posthorn.oauth.TokenService;
import io.posthorn.oauth.internal.msal.MsalTokenEndpoint;
import io.posthorn.store.Store;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Puts the token core together: MSAL4J for the requests, the store for the tokens, threads for what happens ahead of time.
 */
@Component(
        immediate = true,
        service = {TokenService.class, SignIn.class, AccountPages.class})
public final class TokenServiceComponent implements TokenService, SignIn, AccountPages {

    /** Two secrets may be tried, each for half a minute. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(65);

    private static final Duration LEASE = LONGEST_REQUEST.plusSeconds(10);
    private static final int LOOK_EVERY_SECONDS = 15;
    private static final int AT_ONCE = 4;

    private final MsalTokenEndpoint endpoint;
    private final Accounts accounts;
    private final AccountSignIn signIn;
    private final ExecutorService threads = Executors.newCachedThreadPool(new Threads("posthorn-token"));
    private final ExecutorService ahead = Executors.newFixedThreadPool(AT_ONCE, new Threads("posthorn-ahead"));
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(new Threads("posthorn-watch"));

    /**
     * Made by Declarative Services.
     *
     * @param store keeps the tokens
     * @param network how the authority is reached
     */
    @Activate
    public TokenServiceComponent(@Reference Store store, @Reference Network network) {
        this(store, network, InstantSource.system());
    }

    /**
     * With a clock of one's own, for tests.
     *
     * @param store keeps the tokens
     * @param network how the authority is reached
     * @param clock tells when tokens expire
     */
    public TokenServiceComponent(Store store, Network network, InstantSource clock) {
        endpoint = new MsalTokenEndpoint(network, clock);
        accounts = new Accounts(new Surroundings(
                endpoint,
                new JdbcTokenStore(store, LEASE),
                clock,
                threads,
                () -> ThreadLocalRandom.current().nextDouble()));
        signIn = new AccountSignIn(accounts, endpoint, new JdbcSignIns(store), clock, threads);
        watch.scheduleWithFixedDelay(
                () -> accounts.refreshDue(ahead), LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public OAuthAccount open(OAuthClient client, Permission... needs) {
        return accounts.open(client, needs);
    }

    @Override
    public OAuthAccount account(String name, Permission... needs) {
        return accounts.account(name, needs);
    }

    @Override
    public List<AccountStatus> accounts() {
        return accounts.accounts();
    }

    @Override
    public void refresh(String name) {
        accounts.refresh(name);
    }

    @Override
    public boolean forget(String name) {
        return accounts.forget(name);
    }

    @Override
    public Listening listen(String account, int port) {
        return signIn.listen(account, port);
    }

    @Override
    public Prompt begin(String account, Optional<URI> redirect) {
        return signIn.begin(account, redirect);
    }

    @Override
    public Result finish(String account, String pasted) {
        return signIn.finish(account, pasted);
    }

    @Override
    public Result byDevice(String account, Consumer<String> instructions) {
        return signIn.byDevice(account, instructions);
    }

    @Override
    public String reach(Cloud cloud) {
        return accounts.reach(cloud);
    }

    @Override
    public Map<String, String> claims(AccessToken token) {
        return accounts.claims(token);
    }

    @Override
    public void put(String pid, AccountPage page) {
        accounts.put(pid, page);
    }

    @Override
    public void remove(String pid) {
        accounts.remove(pid);
    }

    /** Running attempts end first: the authority may have given away the only living refresh token already. */
    @Deactivate
    public void deactivate() {
        watch.shutdownNow();
        ahead.shutdown();
        threads.shutdown();
        accounts.close(LONGEST_REQUEST);
        ahead.shutdownNow();
        threads.shutdownNow();
        endpoint.close();
    }
}
