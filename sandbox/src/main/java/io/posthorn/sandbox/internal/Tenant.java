package io.posthorn.sandbox.internal;

import io.posthorn.sandbox.User;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The one directory of a sandbox, with its users and its one registered app. */
public record Tenant(String id, String domain, String clientId, String clientSecret, List<User> users) {
    private static final Set<String> SHARED = Set.of("common", "organizations");

    /**
     * A directory of alice and bob, with new identifiers and secrets.
     *
     * @param others local parts of more users
     */
    public static Tenant contoso(IssuedSecrets secrets, List<String> others) {
        String domain = "contoso.test";
        return new Tenant(
                guid(),
                domain,
                guid(),
                secrets.issued(RandomText.clientSecret()),
                Stream.concat(Stream.of("alice", "bob"), others.stream())
                        .map(name -> newUser(name, domain, secrets))
                        .toList());
    }

    private static User newUser(String localPart, String domain, IssuedSecrets secrets) {
        return new User(localPart + "@" + domain, secrets.issued(RandomText.letters(20)), guid());
    }

    private static String guid() {
        return UUID.randomUUID().toString();
    }

    /** Whether requests for this path segment are for this directory. */
    public boolean answersTo(String segment) {
        return SHARED.contains(segment) || segment.equalsIgnoreCase(id) || segment.equalsIgnoreCase(domain);
    }

    /** The user with this address. */
    public Optional<User> user(String address) {
        return users.stream()
                .filter(user -> user.address().equalsIgnoreCase(address))
                .findFirst();
    }

    /** The object ID of the app's service principal: always the same for one app, and not its client ID. */
    public String servicePrincipalId() {
        return UUID.nameUUIDFromBytes(clientId.getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    @Override
    public String toString() {
        return "Tenant[id=" + id + ", domain=" + domain + ", clientId=" + clientId + ", clientSecret=***]";
    }
}
