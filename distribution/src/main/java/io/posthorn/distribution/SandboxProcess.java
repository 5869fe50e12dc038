package io.posthorn.distribution;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The stand-in for Entra and Exchange Online, as a process of its own. Closing it ends the process. */
final class SandboxProcess implements AutoCloseable {

    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 10;

    private final Process process;
    private final Path details;
    private final Path output;

    private SandboxProcess(Process process, Path details, Path output) {
        this.process = process;
        this.details = details;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param jars the folder of its jars
     * @param work where it puts its details and the secrets that it issued
     * @param output takes what it prints
     */
    static SandboxProcess start(Path jars, Path work, Path output) {
        Path details = work.resolve("sandbox.properties");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jars + File.separator + "*",
                "io.posthorn.sandbox.Main",
                "--details",
                details.toString(),
                "--secrets",
                work.resolve("issued-secrets").toString(),
                "--user",
                "orders",
                "--user",
                "tasks",
                "--until-stdin-closes");
        try {
            Files.deleteIfExists(details);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new SandboxProcess(process, details, output);
        } catch (IOException e) {
            throw new LaunchException("The sandbox does not start: " + e.getMessage(), e);
        }
    }

    /** Waits until all its servers listen. The file with the details appears then, as a whole. */
    Properties awaitDetails() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(details)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new LaunchException("The sandbox ended with " + process.exitValue() + ". It said:\n" + said());
            }
            if (System.nanoTime() > end) {
                throw new LaunchException(
                        "The sandbox is not ready after " + START_SECONDS + " s. It said:\n" + said());
            }
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(details, StandardCharsets.UTF_8)) {
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new LaunchException("The sandbox's details, " + details + ", cannot be read: " + e.getMessage(), e);
        }
    }

    private String said() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(" + output + " cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Closes its input, which asks it to end; insists if it does not. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
