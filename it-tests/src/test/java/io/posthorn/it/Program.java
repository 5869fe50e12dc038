package io.posthorn.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The {@code posthorn} script of the distribution, as a process with a handle. Closing it ends the process. */
final class Program implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 180;

    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Program start(String... arguments) throws IOException {
        return start(Installation.home(), Map.of(), arguments);
    }

    static Program start(Path home, Map<String, String> environment, String... arguments) throws IOException {
        return start(Files.createTempDirectory(outputs(), "else where"), home, environment, arguments);
    }

    /** Starts it in a working directory. */
    static Program start(Path directory, Path home, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("posthorn").toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(outputs(), "posthorn", ".out");
        Path err = Files.createTempFile(outputs(), "posthorn", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new Program(builder.start(), out, err);
    }

    private static Path outputs() throws IOException {
        return Files.createDirectories(Path.of("target", "programs"));
    }

    /** Waits until it ends by itself. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("Does not end. It said: " + output() + errors());
        }
        return process.exitValue();
    }

    /** Waits until it has printed a text, and returns all that it printed. */
    String awaitOutput(String text) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!output().contains(text)) {
            boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
            if (ended && !output().contains(text) || System.nanoTime() > end) {
                throw new AssertionError("No '" + text + "'. It said: " + output() + errors());
            }
        }
        return output();
    }

    String output() {
        return read(out);
    }

    String errors() {
        return read(err);
    }

    /** The script has become Java, so that this is Java's process. */
    long pid() {
        return process.pid();
    }

    /** Asks it to end, as Ctrl-C and service managers do, and waits until it has. */
    void terminate() throws InterruptedException {
        process.destroy();
        exitCode();
    }

    /** Ends it as a power cut does, and waits until it has. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    /** What all its threads do. The script has become Java, so that their process is the same. */
    String threads() {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Path dump = Files.createTempFile(outputs(), "threads", ".txt");
            int code = new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), "Thread.print")
                    .redirectErrorStream(true)
                    .redirectOutput(dump.toFile())
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError(read(dump));
            }
            return read(dump);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
