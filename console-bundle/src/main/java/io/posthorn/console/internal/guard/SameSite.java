package io.posthorn.console.internal.guard;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Tells whether a request comes from the console's own pages. Browsers say so in {@code Sec-Fetch-Site} (Fetch Metadata, W3C),
 * and older ones in {@code Origin} (RFC 6454); programs that are no browsers send neither, and no login that is not theirs.
 */
final class SameSite {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private static final Set<String> OWN = Set.of("same-origin", "none");

    private SameSite() {}

    static boolean allows(String method, @Nullable String site, @Nullable String origin, @Nullable String host) {
        if (READING.contains(method)) {
            return true;
        }
        if (site != null) {
            return OWN.contains(site);
        }
        return origin == null || host != null && host.equalsIgnoreCase(authority(origin));
    }

    /** Empty for none, as with the origin {@code null}. */
    private static String authority(String origin) {
        try {
            String authority = new URI(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
