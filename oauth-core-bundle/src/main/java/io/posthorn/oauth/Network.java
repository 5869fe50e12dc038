package io.posthorn.oauth;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How servers are reached, the authority and the mail servers alike: what the page <i>Network</i>
 * ({@code io.posthorn.network}) says. Registered as an OSGi service that stays there while the page is missing, wrong or
 * changed; without a page, servers are reached straight, with the Java platform's certificates.
 *
 * <p>Ask before each connection: a changed page holds for the next one. Safe for use by any thread.
 */
@ProviderType
public interface Network {

    /**
     * The TLS context for connections to servers: trusts the Java platform's certificates, and the page's. Host names are
     * not its matter: the caller has them checked.
     *
     * @return a new context; the file with the certificates is read at each call
     * @throws NetworkException if the page is wrong, or the file cannot be used
     */
    SSLContext tls();

    /**
     * The way to a server.
     *
     * @param host the server's name or address, as the connection to it is asked for
     * @return the HTTP proxy to send a CONNECT to; empty if the host is reached directly
     * @throws NetworkException if the page is wrong
     */
    Optional<Proxy> proxy(String host);
}
