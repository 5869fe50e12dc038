package io.posthorn.email.internal.mail.wire;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.NetworkException;
import io.posthorn.oauth.Proxy;

import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * How one connection gets to a mail server: with which certificates trusted, and through which proxy.
 *
 * @param tls makes TLS connections; host names are checked elsewhere
 * @param proxy empty if the server is reached directly
 */
public record Route(SSLSocketFactory tls, Optional<Proxy> proxy) {

    /**
     * As the page <i>Network</i> says at this moment.
     *
     * @throws EmailException if the page is wrong
     */
    public static Route to(ConnectionSettings settings, Network network) {
        try {
            return new Route(network.tls().getSocketFactory(), network.proxy(settings.host()));
        } catch (NetworkException e) {
            throw new EmailException(Kind.APPLICATION, "", String.valueOf(e.getMessage()), e);
        }
    }
}
