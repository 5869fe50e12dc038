package io.posthorn.console.internal.guard;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The login that a request brings along (RFC 7617). */
final class BasicLogin {

    static final String HEADER = "Authorization";

    private static final String SCHEME = "Basic ";

    private BasicLogin() {}

    /** The name that stands before the password; empty if there is none. */
    static String user(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return "";
        }
        try {
            byte[] login =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String text = new String(login, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            // Without a colon, all of it may be a password.
            return colon < 0 ? "" : text.substring(0, colon);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
