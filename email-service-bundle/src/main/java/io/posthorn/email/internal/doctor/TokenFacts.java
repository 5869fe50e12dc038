package io.posthorn.email.internal.doctor;

import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.Permission;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an access token says of itself (Microsoft, <i>Access token claims reference</i>).
 *
 * @param claims by name; empty if it is opaque
 */
record TokenFacts(Map<String, String> claims) {

    /** Office 365 Exchange Online, in every tenant of every cloud. */
    private static final String EXCHANGE = "00000002-0000-0ff1-ce00-000000000000";

    private static final Set<String> WORLDWIDE = Set.of("https://outlook.office.com", "https://outlook.office365.com");
    private static final List<String> USERS = List.of("upn", "preferred_username", "unique_name", "email");

    boolean isOpaque() {
        return claims.isEmpty();
    }

    /** Whether it is on behalf of nobody: it has roles, or neither scopes nor a user. */
    boolean isAppOnly() {
        return claim("idtyp").equals("app")
                || !isOpaque() && claim("scp").isEmpty() && (claims.containsKey("roles") || user().isEmpty());
    }

    String audience() {
        return claim("aud");
    }

    /** Whether mail servers of this cloud take it. */
    boolean isFor(Cloud cloud) {
        String audience = address(audience());
        String mail = address(cloud.mailResource().toString());
        boolean own = audience.equals(mail)
                || audience.equals(address(cloud.appResource().toString()));
        boolean worldwide = WORLDWIDE.contains(mail);
        return own || audience.equals(EXCHANGE) || worldwide && WORLDWIDE.contains(audience);
    }

    private static String address(String resource) {
        return resource.toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
    }

    /** What it allows, in its own words. */
    Set<String> permissions() {
        String words = isAppOnly() ? claim("roles") : claim("scp");
        return words.isBlank() ? Set.of() : Set.of(words.strip().split("\\s+"));
    }

    /** What the permission is called in it. */
    String word(Permission permission) {
        if (!isAppOnly()) {
            return permission.value();
        }
        return switch (permission) {
            case SMTP_SEND -> "SMTP.SendAsApp";
            case IMAP_ACCESS -> "IMAP.AccessAsApp";
            case POP_ACCESS -> "POP.AccessAsApp";
        };
    }

    /** Who signed in; empty if it is app-only or does not say. */
    Optional<String> user() {
        return USERS.stream().map(this::claim).filter(user -> !user.isBlank()).findFirst();
    }

    /** The application. */
    Optional<String> client() {
        return Optional.of(claims.getOrDefault("appid", claim("azp"))).filter(id -> !id.isEmpty());
    }

    /** The object ID of the application's service principal, which is in app-only tokens alone. */
    Optional<String> servicePrincipal() {
        return Optional.of(claim("oid")).filter(id -> isAppOnly() && !id.isEmpty());
    }

    private String claim(String name) {
        return claims.getOrDefault(name, "");
    }
}
