package io.posthorn.sandbox.internal.authority;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One permission of one resource, as a scope names it. A scope without a resource means Microsoft Graph
 * (Microsoft: <a href="https://learn.microsoft.com/entra/identity-platform/scopes-oidc">scopes and permissions</a>).
 *
 * @param resource such as {@code https://outlook.office.com}
 * @param name such as {@code SMTP.Send}
 */
public record Scope(String resource, String name) {
    /** Microsoft Graph. */
    public static final String GRAPH = "https://graph.microsoft.com";

    /** A name that stands for all that is consented of its resource. */
    public static final String DEFAULT = ".default";

    private static final Set<String> OPEN_ID = Set.of("openid", "profile", "email", "offline_access");
    private static final Set<String> MAIL_NAMES = Set.of(
            "SMTP.Send",
            "IMAP.AccessAsUser.All",
            "POP.AccessAsUser.All",
            "User.Read",
            "Mail.Read",
            "Mail.ReadWrite",
            "Mail.Send",
            DEFAULT);

    /** The scopes that the three mail protocols need, and the one that brings a refresh token. */
    public static List<String> mail(String resource) {
        return List.of(
                resource + "/IMAP.AccessAsUser.All",
                resource + "/POP.AccessAsUser.All",
                resource + "/SMTP.Send",
                "offline_access");
    }

    /** The words of a {@code scope} parameter. */
    public static List<String> words(String scope) {
        return Arrays.stream(scope.trim().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The permissions among these words, without the scopes of OpenID Connect, which belong to no resource. */
    public static List<Scope> permissions(Iterable<String> words) {
        List<Scope> found = new java.util.ArrayList<>();
        for (String word : words) {
            if (!OPEN_ID.contains(word)) {
                found.add(of(word));
            }
        }
        return found;
    }

    private static Scope of(String word) {
        int slash = word.lastIndexOf('/');
        return slash < 0 ? new Scope(GRAPH, word) : new Scope(word.substring(0, slash), word.substring(slash + 1));
    }

    /** Whether Exchange has such a permission. */
    boolean isOfMail() {
        return MAIL_NAMES.contains(name);
    }

    /** The value of the {@code aud} claim of tokens for a resource. */
    static String audience(String resource) {
        return resource.equals(GRAPH) ? "00000003-0000-0000-c000-000000000000" : resource;
    }

    /** The full form. */
    String uri() {
        return resource + "/" + name;
    }
}
