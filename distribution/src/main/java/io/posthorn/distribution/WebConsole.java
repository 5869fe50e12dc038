package io.posthorn.distribution;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The web console, on loopback only.
 *
 * @param port its TCP port
 */
record WebConsole(int port) {

    private static final String HOST = "127.0.0.1";
    private static final int LAST_PORT = 65535;
    private static final int UNAUTHORIZED = 401;
    private static final int PATIENCE_SECONDS = 60;

    /** Refuses a port that somebody else has. */
    void requireFree() {
        if (port < 1 || port > LAST_PORT) {
            throw LaunchException.misuse("The port is " + port + ". Give 1 to 65535 with --port.");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
        } catch (IOException | IllegalArgumentException e) {
            throw new LaunchException(
                    "Port " + port + " on " + HOST + " cannot be used (" + e.getMessage()
                            + "). Stop what has it, or give another with --port.",
                    e);
        }
    }

    Map<String, String> frameworkProperties(String passwordHash) {
        return Map.of(
                "org.osgi.service.http.port",
                String.valueOf(port),
                "org.apache.felix.http.host",
                HOST,
                "felix.webconsole.username",
                ConsolePassword.USER,
                "felix.webconsole.password",
                passwordHash);
    }

    URI configurationPage() {
        return URI.create("http://" + HOST + ":" + port + "/system/console/configMgr");
    }

    /** Waits until the console asks for its password: its servlets appear some moments after its bundles. */
    void awaitAnswer() throws InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .build();
        HttpRequest request = HttpRequest.newBuilder(configurationPage())
                .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .build();
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String seen = "nothing";
        while (System.nanoTime() < end) {
            try {
                int status = client.send(request, BodyHandlers.discarding()).statusCode();
                if (status == UNAUTHORIZED) {
                    return;
                }
                seen = "HTTP status " + status;
            } catch (IOException e) {
                seen = String.valueOf(e.getMessage());
            }
            never.await(50, TimeUnit.MILLISECONDS);
        }
        throw new LaunchException("The web console does not answer at " + configurationPage() + ": " + seen + ".");
    }
}
