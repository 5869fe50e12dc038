package io.posthorn.oauth.internal.msal;

import io.posthorn.oauth.Network;
import io.posthorn.oauth.NetworkException;
import io.posthorn.oauth.Proxy;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How one request gets to an authority: with which certificates trusted, and through which proxy.
 *
 * @param tls what to trust
 * @param proxy empty if the authority is reached directly
 */
record Route(SSLContext tls, Optional<Proxy> proxy) {

    private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    /**
     * As the page <i>Network</i> says at this moment.
     *
     * @throws TokenException if the page is wrong
     */
    static Route to(URI authority, Network network) {
        try {
            Optional<Proxy> proxy = network.proxy(authority.getHost());
            proxy.filter(Proxy::hasLogin).ifPresent(login -> allowBasicLogin());
            return new Route(network.tls(), proxy);
        } catch (NetworkException e) {
            throw new TokenException(Kind.APP_CONFIGURATION, "", String.valueOf(e.getMessage()), e);
        }
    }

    HttpClient client(Duration connectTimeout) {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(connectTimeout).sslContext(tls);
        // Never the proxy of Java's system properties: the page alone decides.
        client.proxy(proxy.map(Route::selector).orElse(HttpClient.Builder.NO_PROXY));
        return client.build();
    }

    private static ProxySelector selector(Proxy proxy) {
        return ProxySelector.of(InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
    }

    /** The JDK reads this once, with the first class of its HTTP client, and lets no Basic login into tunnels unless it is set. */
    private static void allowBasicLogin() {
        if (System.getProperty(DISABLED_SCHEMES) == null) {
            System.setProperty(DISABLED_SCHEMES, "");
        }
    }

    /**
     * Adds the login at the proxy. The JDK sends it with CONNECT and keeps it from the authority; HTTP/1.1, since only
     * there a test can watch it do so. An authenticator would ask the proxy twice and try a wrong password three times.
     */
    void logIn(HttpRequest.Builder request) {
        proxy.filter(Proxy::hasLogin).ifPresent(login -> {
            byte[] credentials = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
            request.version(HttpClient.Version.HTTP_1_1)
                    .setHeader(
                            "Proxy-Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(credentials));
        });
    }
}
