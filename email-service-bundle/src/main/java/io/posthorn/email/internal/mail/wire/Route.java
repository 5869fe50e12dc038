package io.posthorn.email.internal.mail.wire;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.NetworkException;
import io.posthorn.oauth.Proxy;

import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * How one connection gets to a mail server: with which certificates trusted, and through which proxy.
 *
 * @param tls gives what makes TLS connections, for a new connection: it reads all certificates that are trusted. Host names
 *     are checked elsewhere
 * @param proxy empty if the server is reached directly
 */
public record Route(Supplier<SSLSocketFactory> tls, Optional<Proxy> proxy) {

    /**
     * As the page <i>Network</i> says at this moment, and on certificates when they are needed.
     *
     * @throws EmailException if the page is wrong; for its certificates, {@link #tls} throws it
     */
    public static Route to(ConnectionSettings settings, Network network) {
        return new Route(
                () -> asked(() -> network.tls().getSocketFactory()), asked(() -> network.proxy(settings.host())));
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (NetworkException e) {
            throw new EmailException(Kind.APPLICATION, "", String.valueOf(e.getMessage()), e);
        }
    }
}
