package io.posthorn.email.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An {@link OutboxLoop} in a JVM of its own. */
final class OutboxProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 300;

    /** After it, and again after each, the test's output shows what the process is at. */
    private static final int SILENCE_SECONDS = 60;

    private final Process process;
    private final Path log;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private OutboxProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param settings as {@link OutboxLoop} reads them, without the page's */
    static OutboxProcess start(Path folder, Map<String, String> settings, Map<String, String> page) throws IOException {
        Path log = Files.createTempFile(folder, "outbox", ".log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OutboxLoop.class.getName()))
                .redirectError(log.toFile())
                .start();
        OutboxProcess started = new OutboxProcess(process, log);
        Map<String, String> all = new HashMap<>(settings);
        page.forEach((name, value) -> all.put("page:" + name, value));
        // The stream stays open: at its end, the process ends itself.
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        for (Map.Entry<String, String> setting : all.entrySet()) {
            in.write(setting.getKey() + "=" + setting.getValue() + "\n");
        }
        in.write("\n");
        in.flush();
        Thread reader = new Thread(started::read);
        reader.setDaemon(true);
        reader.start();
        return started;
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                first.countDown();
            }
        } catch (IOException e) {
            // It was killed.
        } finally {
            first.countDown();
            ended.countDown();
        }
    }

    /** Waits until the first mail is on disk. */
    void awaitSubmit() throws InterruptedException {
        await(first);
    }

    private void await(CountDownLatch latch) throws InterruptedException {
        for (int waited = SILENCE_SECONDS; !latch.await(SILENCE_SECONDS, TimeUnit.SECONDS); waited += SILENCE_SECONDS) {
            showThreads();
            if (waited >= PATIENCE_SECONDS) {
                throw new AssertionError("It does not come to an end. " + lines + " " + log());
            }
        }
    }

    /** Waits for something outside of it, or for its end. */
    void awaitOrEnd(BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        int shown = 0;
        while (!condition.getAsBoolean() && !ended.await(10, TimeUnit.MILLISECONDS)) {
            long waited = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            if (waited / SILENCE_SECONDS > shown) {
                shown++;
                showThreads();
            }
            if (waited >= PATIENCE_SECONDS) {
                throw new AssertionError("It does nothing. " + lines + " " + log());
            }
        }
    }

    private void showThreads() throws InterruptedException {
        System.out.println("Process " + process.pid() + " makes the test wait. " + lines + " " + log());
        ThreadDump.print(process.pid(), System.out);
    }

    /** SIGKILL, after this time or when it has ended as it should before. */
    void kill(Duration after) throws InterruptedException {
        if (process.waitFor(after.toNanos(), TimeUnit.NANOSECONDS)) {
            awaitEnd();
        }
        process.destroyForcibly();
        await(ended);
    }

    /** Another signal, such as STOP. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    void awaitEnd() throws InterruptedException {
        await(ended);
        if (!lines.contains("done")) {
            throw new AssertionError("It ended too soon. " + lines + " " + log());
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

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(log);
    }
}
