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
import org.osgi.util.converter.Converters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The token service as a server runs it: with an embedded H2, and an authority on loopback. */
final class Stand implements AutoCloseable {

    final Sandbox sandbox;
    final NetworkComponent network = new NetworkComponent();

    private final Path folder;
    private final OpenStore store;
    private @Nullable TokenServiceComponent tokens;

    /** @param clock by which tokens expire, here and at the authority */
    Stand(InstantSource clock) {
        try {
            folder = Files.createTempDirectory("posthorn-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sandbox = Sandbox.builder()
                .clock(clock)
                .accessTokenLife(Duration.ofMinutes(60))
                .start();
        Map<String, Object> page = Map.of(
                "service.pid",
                "io.posthorn.network",
                "trusted.certificates",
                sandbox.caFile().toString());
        new NetworkPageComponent(Converters.standardConverter().convert(page).to(NetworkConfig.class), page, network);
        store = Stores.embedded(folder);
        tokens = new TokenServiceComponent(store, network, clock);
    }

    Stand() {
        this(InstantSource.system());
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
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
