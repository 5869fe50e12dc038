package io.posthorn.oauth.internal;

import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Takes the browser's redirect on {@code http://localhost:PORT} (RFC 8252, section 7.3). It listens on the loopback addresses
 * only, and knows just enough HTTP: Karaf's framework does not hand out the JDK's server.
 */
final class LoopbackRedirect implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LoopbackRedirect.class);
    private static final int SILENCE_MILLIS = 10_000;
    private static final int LONGEST_HEAD = 64 * 1024;
    private static final int TRIES = 20;

    private final List<ServerSocket> sockets;
    private final List<CompletableFuture<Void>> accepting = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(new Threads("posthorn-signin"));

    private LoopbackRedirect(List<ServerSocket> sockets) {
        this.sockets = sockets;
    }

    /**
     * Listens, and answers nobody yet.
     *
     * @param port 0 for any that is free
     * @throws TokenException if it is taken
     */
    static LoopbackRedirect open(int port) {
        IOException last = null;
        for (int tried = 0; tried < (port == 0 ? TRIES : 1); tried++) {
            try {
                return new LoopbackRedirect(bind(port));
            } catch (IOException e) {
                last = e;
            }
        }
        throw taken(port, last);
    }

    /** Browsers take either address for localhost, so both must be ours. */
    private static List<ServerSocket> bind(int port) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        sockets.add(new ServerSocket(port, 0, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
        InetAddress six = InetAddress.getByName("::1");
        if (isThere(six)) {
            try {
                sockets.add(new ServerSocket(sockets.get(0).getLocalPort(), 0, six));
            } catch (IOException e) {
                sockets.get(0).close();
                throw e;
            }
        }
        return sockets;
    }

    private static boolean isThere(InetAddress address) {
        try (ServerSocket probe = new ServerSocket(0, 0, address)) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static TokenException taken(int port, @Nullable IOException e) {
        return new TokenException(
                Kind.APP_CONFIGURATION,
                "",
                "Port " + port
                        + " of localhost cannot be listened on, so the browser's answer could not be taken there ("
                        + (e == null ? "no reason known" : e.getMessage())
                        + "). Leave --port out for any free port, or use --paste and paste the browser's last address.",
                e);
    }

    URI address() {
        return URI.create("http://localhost:" + sockets.get(0).getLocalPort());
    }

    /**
     * What a browser is shown.
     *
     * @param afterwards runs when it was sent, or could not be
     */
    record Page(int status, String title, String text, Runnable afterwards) {

        Page(int status, String title, String text) {
            this(status, title, text, () -> {});
        }

        byte[] bytes() {
            String html = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escape(title)
                    + "</title></head><body><main><h1>" + escape(title) + "</h1><p>" + escape(text)
                    + "</p></main></body></html>";
            return html.getBytes(StandardCharsets.UTF_8);
        }

        private static String escape(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    }

    /** @param pages is given the query of each request for {@code /}, and gives the page */
    void serve(Function<String, Page> pages) {
        for (ServerSocket socket : sockets) {
            accepting.add(CompletableFuture.runAsync(() -> accept(socket, pages), threads));
        }
    }

    private void accept(ServerSocket listening, Function<String, Page> pages) {
        while (!listening.isClosed()) {
            try {
                Socket browser = listening.accept();
                threads.execute(() -> answer(browser, pages)); // one that says nothing must keep nobody waiting
            } catch (IOException | java.util.concurrent.RejectedExecutionException e) {
                log.debug("The listening for a sign-in's answer ends", e);
            }
        }
    }

    private static void answer(Socket browser, Function<String, Page> pages) {
        try (browser) {
            browser.setSoTimeout(SILENCE_MILLIS);
            String request = requestLine(browser);
            Page page = request.isEmpty() ? null : page(request, pages);
            if (page != null) {
                send(page, browser);
            }
        } catch (IOException e) {
            log.debug("A browser went away", e);
        }
    }

    /** The first line; the rest is read, too, since a browser may take unread data for a broken connection. */
    private static String requestLine(Socket browser) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(browser.getInputStream(), StandardCharsets.ISO_8859_1));
        String first = Objects.requireNonNullElse(in.readLine(), "");
        String line = first;
        for (int length = 0; line != null && !line.isEmpty(); line = in.readLine()) {
            length += line.length();
            if (length > LONGEST_HEAD) {
                return "";
            }
        }
        return first;
    }

    private static Page page(String request, Function<String, Page> pages) {
        String[] words = request.split(" ");
        String target = words.length > 1 ? words[1] : "";
        if (!words[0].equals("GET") || !(target.equals("/") || target.startsWith("/?"))) {
            return new Page(
                    404, "Nothing is here", "This is where the answer to a sign-in is awaited, and nothing else.");
        }
        return pages.apply(target.replaceFirst("^/\\??", ""));
    }

    private static void send(Page page, Socket browser) throws IOException {
        try {
            byte[] body = page.bytes();
            String head =
                    "HTTP/1.1 " + page.status() + " \r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
                            + body.length + "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
                            + "Content-Security-Policy: default-src 'none'\r\nConnection: close\r\n\r\n";
            browser.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            browser.getOutputStream().write(body);
            browser.getOutputStream().flush();
        } finally {
            page.afterwards().run();
        }
    }

    @Override
    public void close() {
        for (ServerSocket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                log.debug("A socket did not close", e);
            }
        }
        accepting.forEach(CompletableFuture::join); // until then the port is not free
        threads.shutdown(); // a page that is being sent is sent to its end
    }
}
