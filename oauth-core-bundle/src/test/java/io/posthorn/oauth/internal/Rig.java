package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.internal.msal.MsalTokenEndpoint;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.oauth.internal.network.NetworkPages;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.store.Store;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** A token core on real parts: an authority, a database, MSAL4J. Time stands where the test puts it. */
final class Rig implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(60);

    volatile Instant now = Instant.now();
    final Sandbox sandbox;
    final OpenStore store;
    final NetworkComponent network;
    final MsalTokenEndpoint endpoint;
    final Accounts accounts;
    final ExecutorService threads = Executors.newCachedThreadPool();

    private final Path caFile;
    private final List<AutoCloseable> more = new ArrayList<>();

    /** With an embedded database in the folder. */
    Rig(Path folder) {
        this(folder, Stores.embedded(folder.resolve("store")), builder -> builder);
    }

    Rig(Path folder, OpenStore store, UnaryOperator<Sandbox.Builder> switches) {
        this.store = store;
        sandbox = switches.apply(Sandbox.builder().clock(() -> now).accessTokenLife(Duration.ofMinutes(60)))
                .start();
        try {
            caFile = Files.copy(sandbox.caFile(), folder.resolve("ca.pem")); // outlives the sandbox
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        network = NetworkPages.of("trusted.certificates", caFile.toString());
        endpoint = new MsalTokenEndpoint(network, () -> now);
        accounts = server();
    }

    /** One more server on the same store. */
    Accounts server() {
        return server(store, LEASE);
    }

    Accounts server(Store shared, Duration lease) {
        return new Accounts(new Surroundings(endpoint, new JdbcTokenStore(shared, lease), () -> now, threads, () -> 0));
    }

    Path caFile() {
        return caFile;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    String seed() {
        return sandbox.newRefreshToken(sandbox.user("alice"));
    }

    OAuthClient client(String refreshToken) {
        return client("common", sandbox.clientSecret(), refreshToken);
    }

    OAuthClient client(String tenant, String secret, String refreshToken) {
        return new OAuthClient(Cloud.of(sandbox.authority()), tenant, sandbox.clientId(), secret, refreshToken);
    }

    AccessToken token(OAuthClient client) {
        try (OAuthAccount account = accounts.open(client)) {
            return account.token(Permission.SMTP_SEND);
        }
    }

    /** What happens every some seconds. */
    void look(Accounts server) {
        server.refreshDue(Runnable::run);
    }

    int tokenRequests() {
        return sandbox.tokenRequests().size();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        endpoint.close();
        sandbox.close();
        store.close();
    }
}
