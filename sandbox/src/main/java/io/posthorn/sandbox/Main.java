package io.posthorn.sandbox;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/**
 * The sandbox as a process of its own. It runs until it is told to stop (SIGTERM), or until its standard input closes.
 *
 * <pre>
 * --details FILE         writes hosts, ports, users and secrets as Java properties, readable by the owner only
 * --secrets FILE         appends every issued secret, one a line, so that logs can be searched for them
 * --until-stdin-closes   also stops at the end of standard input
 * </pre>
 */
public final class Main {
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Path details;
    private @Nullable Path secrets;
    private boolean untilStdinCloses;

    private Main() {}

    /** Runs until told to stop. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Main main = new Main();
        String problem = main.read(arguments);
        if (!problem.isEmpty()) {
            System.err.println(problem);
            System.err.println("Options: --details FILE, --secrets FILE, --until-stdin-closes");
            System.exit(2);
        }
        main.run(System.out);
    }

    private String read(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            boolean file = arguments[i].equals("--details") || arguments[i].equals("--secrets");
            if (file && i + 1 == arguments.length) {
                return arguments[i] + " needs a file.";
            }
            switch (arguments[i]) {
                case "--details" -> details = Path.of(arguments[++i]);
                case "--secrets" -> secrets = Path.of(arguments[++i]);
                case "--until-stdin-closes" -> untilStdinCloses = true;
                default -> {
                    return "Unknown option " + arguments[i] + ".";
                }
            }
        }
        return "";
    }

    private void run(PrintStream out) throws IOException, InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(closed)));
        try (Sandbox sandbox = Sandbox.start()) {
            if (secrets != null) {
                Path file = secrets;
                sandbox.onSecret(secret -> append(file, secret));
            }
            if (details != null) {
                Details.write(sandbox, details);
            }
            out.print(Details.summary(sandbox));
            out.flush();
            if (untilStdinCloses) {
                stopAtEndOfInput();
            }
            stop.await();
        } finally {
            closed.countDown();
        }
    }

    /** The JVM ends when its hooks have; the temporary folder must be gone by then. */
    private void stopAndWait(CountDownLatch closed) {
        stop.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAtEndOfInput() {
        Thread reader = new Thread(() -> {
            try {
                System.in.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                // An input that can not be read has ended.
            }
            stop.countDown();
        });
        reader.setDaemon(true);
        reader.start();
    }

    private static void append(Path file, String secret) {
        try {
            OwnerOnly.create(file);
            Files.writeString(file, secret + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
