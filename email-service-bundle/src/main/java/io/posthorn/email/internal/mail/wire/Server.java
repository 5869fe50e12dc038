package io.posthorn.email.internal.mail.wire;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Protocol;
import io.posthorn.email.StartTls;
import io.posthorn.email.TransportSecurity;
import org.jspecify.annotations.Nullable;

/**
 * What a kept connection is good for: one server, and one login with one secret. Whoever has another token does not get it.
 *
 * @param user who is logged in; null for nobody
 * @param secret the password or access token; null for none
 */
public record Server(
        Protocol protocol,
        String host,
        int port,
        TransportSecurity security,
        StartTls startTls,
        @Nullable String user,
        @Nullable String secret) {

    public static Server of(ConnectionSettings settings, @Nullable String user, @Nullable String secret) {
        return new Server(
                settings.protocol(),
                settings.host(),
                settings.port(),
                settings.security(),
                settings.startTls(),
                user,
                secret);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Server[" + protocol + " " + host + ":" + port + ", " + user + "]";
    }
}
