package io.posthorn.oauth;

import java.util.Objects;

/**
 * An HTTP proxy that opens tunnels (CONNECT, RFC 9110, section 9.3.6).
 *
 * @param host its name or address
 * @param port 1 to 65535
 * @param user for its Basic login (RFC 7617); empty if it wants none
 * @param password the user's; {@link #toString()} leaves it out
 */
public record Proxy(String host, int port, String user, String password) {

    public Proxy {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    /**
     * Whether it wants a login.
     *
     * @return true if there is a user
     */
    public boolean hasLogin() {
        return !user.isEmpty();
    }

    @Override
    public String toString() {
        return "Proxy[host=" + host + ", port=" + port + ", user=" + user + "]";
    }
}
