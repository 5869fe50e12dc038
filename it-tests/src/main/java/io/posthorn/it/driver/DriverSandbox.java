package io.posthorn.it.driver;

import io.posthorn.sandbox.Sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The sandbox of this JVM. The native container of Pax Exam runs Felix in the JVM of the driver, so that a story in a
 * bundle can look into the very mailboxes that the driver's sandbox keeps.
 */
public final class DriverSandbox {

    private static final Sandbox SANDBOX = start();

    private DriverSandbox() {}

    /**
     * The sandbox, started at the first call. It ends with the JVM.
     *
     * @return the one sandbox
     */
    public static Sandbox get() {
        return SANDBOX;
    }

    private static Sandbox start() {
        Sandbox sandbox = Sandbox.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(sandbox), "sandbox-end"));
        return sandbox;
    }

    /** Leaves what the sandbox issued to the leak search of the CI, which looks for it in every log. */
    private static void end(Sandbox sandbox) {
        long process = ProcessHandle.current().pid();
        try {
            Path folder = Files.createDirectories(Path.of("target", "issued-secrets"));
            Files.write(folder.resolve(process + ".txt"), sandbox.issuedSecrets());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sandbox.close();
        }
    }
}
