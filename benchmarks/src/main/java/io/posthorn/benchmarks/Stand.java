package io.posthorn.benchmarks;

import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.internal.TokenServiceComponent;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.oauth.internal.network.NetworkConfig;
import io.posthorn.oauth.internal.network.NetworkPageComponent;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/** The token service as a server runs it: with an embedded H2, and an authority on loopback. */
final class Stand implements AutoCloseable {

    final Sandbox sandbox;
    final NetworkComponent network;

    private final TemporaryFolder folder = new TemporaryFolder();
    private final OpenStore store;
    private @Nullable TokenServiceComponent tokens;

    /** @param clock by which tokens expire, here and at the authority */
    Stand(InstantSource clock) {
        sandbox = Sandbox.builder()
                .clock(clock)
                .accessTokenLife(Duration.ofMinutes(60))
                .start();
        network = trusting(sandbox.caFile());
        store = Stores.embedded(folder.path());
        tokens = new TokenServiceComponent(store, network, clock);
    }

    Stand() {
        this(InstantSource.system());
    }

    /** The page Network, filled in. */
    static NetworkComponent trusting(Path caFile) {
        NetworkComponent network = new NetworkComponent();
        Map<String, Object> page =
                Map.of("service.pid", "io.posthorn.network", "trusted.certificates", caFile.toString());
        new NetworkPageComponent(TypedPage.of(NetworkConfig.class, page), page, network);
        return network;
    }

    String seed() {
        return sandbox.newRefreshToken(sandbox.user("alice"));
    }

    OAuthClient client(String refreshToken) {
        return new OAuthClient(
                Cloud.of(sandbox.authority()),
                sandbox.tenantId(),
                sandbox.clientId(),
                sandbox.clientSecret(),
                refreshToken);
    }

    OAuthAccount open(OAuthClient client) {
        return Objects.requireNonNull(tokens, "closed").open(client);
    }

    int tokenRequests() {
        return sandbox.tokenRequests().size();
    }

    /** Ends the token service, so that nothing holds it any more, and leaves the rest as it is. */
    void closeTokens() {
        if (tokens != null) {
            tokens.deactivate();
            tokens = null;
        }
    }

    /** Ends the store, too. */
    void closeStore() {
        store.close();
    }

    @Override
    public void close() {
        closeTokens();
        closeStore();
        sandbox.close();
        folder.close();
    }
}
