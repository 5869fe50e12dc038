package io.posthorn.oauth.internal;

import io.posthorn.oauth.Credential;
import io.posthorn.oauth.Grant;
import io.posthorn.oauth.OAuthClient;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link RefreshLoop} in a JVM of its own. */
final class RefreshProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path log;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private int handedOut;
    private int sharedTokens;

    private RefreshProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it.
     *
     * @param jdbcUrl of a PostgreSQL; empty for an H2 in the folder
     * @param folder of the store and its key
     * @param refreshes after which it ends by itself
     */
    static RefreshProcess start(
            OAuthClient client, Path caFile, String jdbcUrl, Path folder, Duration lease, int refreshes)
            throws IOException {
        Path log = Files.createTempFile(caFile.getParent(), "refreshes", ".log");
        Process process =
                new ProcessBuilder(command()).redirectError(log.toFile()).start();
        RefreshProcess started = new RefreshProcess(process, log);
        started.write(Map.of(
                "jdbc.url", jdbcUrl,
                "folder", folder.toString(),
                "lease", lease.toString(),
                "refreshes", Integer.toString(refreshes),
                "ca.file", caFile.toString(),
                "authority", client.cloud().authority().toString(),
                "client.id", client.clientId(),
                "client.secret", ((Credential.Secret) client.credential()).value(),
                "refresh.token", ((Grant.RefreshToken) client.grant()).seed()));
        Thread reader = new Thread(started::read);
        reader.setDaemon(true);
        reader.start();
        return started;
    }

    private static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                RefreshLoop.class.getName());
    }

    /** The stream stays open: at its end, the process ends itself. */
    private void write(Map<String, String> settings) throws IOException {
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            in.write(setting.getKey() + "=" + setting.getValue() + "\n");
        }
        in.write("\n");
        in.flush();
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // It was killed.
        } finally {
            ended.countDown();
        }
    }

    /**
     * Waits until a token was handed out that this process itself got from the authority.
     *
     * @return the failure if it came to that; else empty
     */
    String firstRefresh() throws InterruptedException {
        while (handedOut == 0) {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("Nothing came within " + PATIENCE_SECONDS + " s. " + log());
            }
            if (line.startsWith(RefreshLoop.FAILED)) {
                return line.substring(RefreshLoop.FAILED.length());
            }
            handedOut = Integer.parseInt(line);
        }
        return "";
    }

    /**
     * SIGKILL, after this time or when it has ended before.
     *
     * @return the failure if it came to that before; else empty
     */
    String kill(Duration after) throws InterruptedException {
        process.waitFor(after.toNanos(), TimeUnit.NANOSECONDS);
        process.destroyForcibly();
        return awaitEnd();
    }

    /** @return its failure; empty if there was none */
    String awaitEnd() throws InterruptedException {
        if (!ended.await(10L * PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("It does not end. " + log());
        }
        process.waitFor();
        String failure = "";
        for (String line : lines) {
            if (line.startsWith(RefreshLoop.FAILED)) {
                failure = line.substring(RefreshLoop.FAILED.length());
            } else {
                int answers = Integer.parseInt(line);
                sharedTokens += answers == handedOut ? 1 : 0;
                handedOut = answers;
            }
        }
        return failure;
    }

    /** How many answers of the authority have become tokens that somebody got. Final when it has ended. */
    int handedOut() {
        return handedOut;
    }

    /** How many tokens it handed out that another process had got. Final when it has ended. */
    int sharedTokens() {
        return sharedTokens;
    }

    /** What it wrote beside. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(log);
    }
}
