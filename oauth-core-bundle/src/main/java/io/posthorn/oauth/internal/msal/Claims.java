package io.posthorn.oauth.internal.msal;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an access token says of itself, for people only: tokens are meant for their audience, and may be opaque
 * (Microsoft, <i>Access tokens in the Microsoft identity platform</i>).
 */
public final class Claims {

    private static final int PARTS = 3;

    private Claims() {}

    /**
     * The claims of a JSON Web Token (RFC 7519), unverified.
     *
     * @param token an access token
     * @return by name; empty if it is opaque
     */
    public static Optional<Map<String, Object>> of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
            try (JsonReader reader = JsonProviders.createReader(new String(payload, StandardCharsets.UTF_8))) {
                Map<String, Object> claims = reader.readMap(JsonReader::readUntyped);
                return Optional.ofNullable(claims).map(TreeMap::new);
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /**
     * Who signed in.
     *
     * @param token an access token
     * @return the user's name as Entra writes it; empty if the token does not say
     */
    public static Optional<String> user(String token) {
        Map<String, Object> claims = of(token).orElse(Map.of());
        for (String claim : new String[] {"upn", "preferred_username", "unique_name", "email"}) {
            if (claims.get(claim) instanceof String user && !user.isBlank()) {
                return Optional.of(user);
            }
        }
        return Optional.empty();
    }

    /**
     * The claims as people read them.
     *
     * @param token an access token
     * @return by name; empty if it is opaque
     */
    public static Map<String, String> text(String token) {
        Map<String, String> text = new TreeMap<>();
        of(token).orElse(Map.of()).forEach((claim, value) -> text.put(claim, text(value)));
        return text;
    }

    private static String text(Object value) {
        String text = value instanceof List<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : String.valueOf(value);
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
