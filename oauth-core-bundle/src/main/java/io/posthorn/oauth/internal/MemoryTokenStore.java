package io.posthorn.oauth.internal;

import io.posthorn.oauth.OAuthClient;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps refresh tokens until the process ends. */
final class MemoryTokenStore implements TokenStore {

    private final Map<Key, String> tokens = new ConcurrentHashMap<>();

    @Override
    public Optional<String> refreshToken(OAuthClient client) {
        return Optional.ofNullable(tokens.get(Key.of(client)));
    }

    @Override
    public void save(OAuthClient client, String rotated) {
        tokens.put(Key.of(client), rotated);
    }

    /** Without client secret: a new secret goes on with the refresh token of the old one. */
    private record Key(URI authority, String tenant, String clientId, String seed) {

        static Key of(OAuthClient client) {
            return new Key(client.cloud().authority(), client.tenant(), client.clientId(), client.refreshToken());
        }

        @Override
        public String toString() {
            return "Key[" + clientId + "]";
        }
    }
}
