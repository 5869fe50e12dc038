package io.posthorn.it;

import com.sun.net.httpserver.HttpServer;
import io.posthorn.sandbox.Sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;

/** The sandbox of the driver's JVM, and the door through which stories in a container look at it: {@link Outside}. */
final class DriverSandbox {

    private static final Sandbox SANDBOX = start();
    private static final String DOOR = open();

    private DriverSandbox() {}

    /** The sandbox, started at the first call. It ends with the JVM. */
    static Sandbox get() {
        return SANDBOX;
    }

    /** The address for {@link Outside}. */
    static String door() {
        return DOOR;
    }

    private static Sandbox start() {
        Sandbox sandbox = Sandbox.builder().user("orders").user("replies").start();
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-end"));
        return sandbox;
    }

    private static String open() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                byte[] answer =
                        answer(exchange.getRequestURI().getPath().split("/")).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(String[] words) {
        return switch (words[1]) {
            case "address" -> SANDBOX.user(words[2]).address();
            case "page" -> new SandboxPage(SANDBOX, SANDBOX.user(words[2])).file();
            case "network" -> SandboxPage.network(SANDBOX).file();
            case "inbox" ->
                SANDBOX.messages(SANDBOX.user(words[2])).stream()
                        .map(Base64.getEncoder()::encodeToString)
                        .collect(Collectors.joining("\n"));
            case "revoke" -> {
                SANDBOX.revoke(words[3], Integer.parseInt(words[2]));
                yield "";
            }
            case "secrets" -> String.join("\n", SANDBOX.issuedSecrets());
            default -> throw new IllegalArgumentException(words[1]);
        };
    }
}
