package io.posthorn.store.internal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that runs {@link Writer}. */
final class Fork implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    /** @param wrapper a command that runs the rest of its line, or nothing */
    Fork(Path folder, String how, int values, String... wrapper) {
        List<String> command = new ArrayList<>(List.of(wrapper));
        command.addAll(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Writer.class.getName(),
                folder.toString(),
                how,
                String.valueOf(values)));
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    }

    /** Waits for a line. */
    void await(String line) throws IOException {
        String next;
        do {
            next = output.readLine();
            if (next == null) {
                throw new AssertionError("It ended before it said '" + line + "'");
            }
        } while (!next.equals(line));
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError("It does not end");
        }
        return process.exitValue();
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
