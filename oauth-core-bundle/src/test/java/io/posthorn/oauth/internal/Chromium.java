package io.posthorn.oauth.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium, driven through its DevTools protocol. */
final class Chromium implements AutoCloseable {

    private static final int SECONDS = 60;
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");
    private static final Pattern PAGE = Pattern.compile("\"webSocketDebuggerUrl\":\\s*\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+),");

    private final Process process;
    private final WebSocket page;
    private final Map<Integer, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    /** Where its program is, if this machine has one. */
    static Optional<Path> program() {
        return Pattern.compile(System.getProperty("path.separator"))
                .splitAsStream(System.getenv("PATH"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it with a new profile.
     *
     * @param profile an empty folder
     * @param trusted hashes of public keys, in base64, whose certificates it takes
     */
    Chromium(Path program, Path profile, List<String> trusted) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--no-sandbox", // which root may not have, and CI is root
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--no-first-run",
                "--no-proxy-server",
                "--disable-background-networking",
                "--disable-component-update",
                "--ignore-certificate-errors-spki-list=" + String.join(",", trusted),
                "about:blank"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("HOME", profile.toString());
        process = builder.start();
        HttpClient http =
                HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
        URI fresh = URI.create("http://" + address() + "/json/new?about:blank");
        String answer = http.send(
                        HttpRequest.newBuilder(fresh)
                                .PUT(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .body();
        Matcher socket = PAGE.matcher(answer);
        if (!socket.find()) {
            throw new IOException("Chromium gave no page: " + answer);
        }
        page = http.newWebSocketBuilder()
                .buildAsync(URI.create(socket.group(1)), new Listener())
                .get(SECONDS, TimeUnit.SECONDS);
    }

    /** Host and port, which it says on its standard error; what else it says there is let go. */
    private String address() throws IOException {
        BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread rest = new Thread(() -> errors.lines().forEach(each -> {}));
                rest.setDaemon(true);
                rest.start();
                return listening.group(1);
            }
            said.append(line).append('\n');
        }
        throw new IOException("Chromium did not start: " + said);
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                Matcher id = ID.matcher(text);
                if (id.find()) {
                    CompletableFuture<String> waiting = answers.remove(Integer.valueOf(id.group(1)));
                    if (waiting != null) {
                        waiting.complete(text.toString());
                    }
                }
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    void open(URI url) throws Exception {
        call("Page.navigate", "{\"url\":" + quoted(url.toString()) + "}");
    }

    /** Waits until this script says true; pages that are just being left say nothing. */
    void await(String script) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!run(script).contains("\"value\":true")) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Chromium waited in vain for: " + script);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    String run(String script) throws Exception {
        return call("Runtime.evaluate", "{\"returnByValue\":true,\"expression\":" + quoted(script) + "}");
    }

    private String call(String method, String parameters) throws Exception {
        int id = ids.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        answers.put(id, answer);
        page.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true)
                .get(SECONDS, TimeUnit.SECONDS);
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** Waits for its end, since it writes to its profile until then. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        page.abort();
        process.destroy();
        process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
        for (ProcessHandle each : all) {
            each.destroyForcibly();
            each.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
        }
    }
}
