package io.posthorn.endpoint.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An {@link EndpointLoop} in a JVM of its own. */
final class EndpointProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 300;

    private final Process process;
    private final Path log;
    private final Writer in;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    private EndpointProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts one.
     *
     * @param settings as {@link EndpointLoop} reads them
     * @param options of the JVM
     */
    static EndpointProcess start(Path folder, Map<String, String> settings, String... options) throws IOException {
        Path log = Files.createTempFile(folder, "endpoint", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EndpointLoop.class.getName()));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        EndpointProcess started = new EndpointProcess(process, log);
        Thread reader = new Thread(started::read);
        reader.setDaemon(true);
        reader.start();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            started.in.write(setting.getKey() + "=" + setting.getValue().replace("\n", EndpointLoop.NEW_LINE) + "\n");
        }
        started.in.write("\n");
        started.in.flush();
        return started;
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

    /** Waits for something outside of it, or for its end. */
    void awaitOrEnd(BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean() && !ended.await(10, TimeUnit.MILLISECONDS)) {
            if (TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) >= PATIENCE_SECONDS) {
                throw new AssertionError("It does nothing. " + lines + " " + log() + threads());
            }
        }
    }

    /** Waits until it says something. */
    void awaitWord(String beginning) throws InterruptedException {
        awaitOrEnd(() -> lines.stream().anyMatch(line -> line.startsWith(beginning)));
    }

    /** SIGKILL, after this time or when it has ended before. */
    void kill(Duration after) throws InterruptedException {
        process.waitFor(after.toNanos(), TimeUnit.NANOSECONDS);
        process.destroyForcibly();
        awaitEnd();
    }

    /** Another signal, such as STOP. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    void drain() throws IOException, InterruptedException {
        in.write(EndpointLoop.DRAIN + "\n");
        in.flush();
        awaitEnd();
        if (!lines.contains(EndpointLoop.DONE)) {
            throw new AssertionError("It ended too soon. " + lines + " " + log());
        }
    }

    void awaitEnd() throws InterruptedException {
        if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("It does not come to an end. " + lines + " " + log() + threads());
        }
    }

    /** What it has printed after these words. Complete when it has ended. */
    List<String> after(String words) {
        return lines.stream()
                .filter(line -> line.startsWith(words))
                .map(line -> line.substring(words.length()))
                .toList();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it is at, for the output of a test that waits for it in vain. */
    private String threads() throws InterruptedException {
        try {
            Path dump = Files.createTempFile("threads", ".txt");
            Process jstack = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "jstack")
                                    .toString(),
                            String.valueOf(process.pid())))
                    .redirectErrorStream(true)
                    .redirectOutput(dump.toFile())
                    .start();
            if (!jstack.waitFor(20, TimeUnit.SECONDS)) {
                jstack.destroyForcibly().waitFor();
            }
            String text = Files.readString(dump);
            Files.delete(dump);
            return "\n" + text;
        } catch (IOException e) {
            return "\nNo thread dump: " + e;
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(log);
    }
}
