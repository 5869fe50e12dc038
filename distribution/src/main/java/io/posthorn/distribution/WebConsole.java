package io.posthorn.distribution;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where the web console is: on loopback without TLS, unless the page of the HTTP service says otherwise. */
final class WebConsole {

    private static final int LAST_PORT = 65535;
    private static final int STANDARD_HTTPS_PORT = 8443;
    private static final int PATIENCE_SECONDS = 60;

    private final HttpPage page;
    private final int given;
    private final InetAddress host;
    private final int port;
    private final Optional<Keystore> keystore;
    private final List<X509Certificate> certificates;

    /**
     * Knows where it will be.
     *
     * @param given the port to take where the page names none
     * @throws LaunchException if what is configured cannot work
     */
    WebConsole(int given, HttpPage page) {
        if (given < 1 || given > LAST_PORT) {
            throw LaunchException.misuse("The port is " + given + ". Give 1 to 65535 with --port.");
        }
        page.requireSafe();
        this.page = page;
        this.given = given;
        this.host = page.host();
        this.port = page.https()
                ? page.port(HttpPage.HTTPS_PORT).orElse(page.http() ? STANDARD_HTTPS_PORT : given)
                : page.port(HttpPage.HTTP_PORT).orElse(given);
        this.keystore = page.https() ? Optional.of(page.keystore()) : Optional.empty();
        this.certificates = keystore.map(Keystore::certificates).orElse(List.of());
    }

    /** Refuses a port that somebody else has. */
    void requireFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new LaunchException(
                    "Port " + port + " on " + host.getHostAddress() + " cannot be used (" + e.getMessage()
                            + "). Stop what has it, or give another with --port"
                            + (page.isThere() ? " or in " + page + "." : "."),
                    e);
        }
    }

    /** What a person should know before browsers say it. */
    Optional<String> warning() {
        return keystore.flatMap(Keystore::warning);
    }

    /** What holds where the page says nothing. */
    Map<String, String> frameworkProperties(String passwordHash) {
        Map<String, String> properties = new HashMap<>();
        properties.put(HttpPage.HOST, "127.0.0.1");
        properties.put(HttpPage.HTTP, String.valueOf(page.http()));
        properties.put(HttpPage.HTTP_PORT, String.valueOf(given));
        if (page.https() && !page.http()) {
            properties.put(HttpPage.HTTPS_PORT, String.valueOf(given));
        }
        // Otherwise the console would be there without TLS until the page has been read.
        properties.put("org.apache.felix.http.require.config", String.valueOf(page.isThere()));
        properties.put("felix.webconsole.username", ConsolePassword.USER);
        properties.put("felix.webconsole.password", passwordHash);
        return properties;
    }

    URI configurationPage() {
        String name = page.https()
                ? CertificateNames.best(certificates.get(0), host.isLoopbackAddress())
                        .orElse(reachable().getHostAddress())
                : reachable().getHostAddress();
        String authority = name.contains(":") ? "[" + name + "]" : name;
        return URI.create(
                (page.https() ? "https" : "http") + "://" + authority + ":" + port + "/system/console/configMgr");
    }

    /** Itself, or loopback if it is all addresses. */
    private InetAddress reachable() {
        return host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
    }

    /**
     * Waits until the console asks for its password, or says that it is not asked under this name: its servlets appear some
     * moments after its bundles.
     */
    void awaitAnswer() throws InterruptedException {
        ConsoleProbe probe = new ConsoleProbe(reachable(), configurationPage(), certificates);
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String seen = "nothing";
        while (System.nanoTime() < end) {
            try {
                seen = probe.ask();
                if (seen.matches("HTTP/\\S+ (401|421)\\b.*")) {
                    return;
                }
            } catch (IOException e) {
                seen = String.valueOf(e.getMessage());
            }
            never.await(50, TimeUnit.MILLISECONDS);
        }
        throw new LaunchException("The web console does not answer at " + configurationPage() + ": " + seen + ".");
    }
}
