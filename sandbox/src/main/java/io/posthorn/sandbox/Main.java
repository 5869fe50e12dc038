package io.posthorn.sandbox;

import io.posthorn.sandbox.internal.SecretsFile;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The sandbox as a process of its own. It runs until it is told to stop (SIGTERM), or until its standard input closes.
 *
 * What it can be told to do is in {@link #HELP}, which {@code --help} prints.
 */
public final class Main {
    /** The text of {@code --help}. */
    static final String HELP = """
            Posthorn sandbox: a stand-in for Microsoft 365 on this machine. It runs until Ctrl-C or SIGTERM.

              --details FILE         writes hosts, ports, users and secrets as Java properties, readable by you only
              --secrets FILE         appends every issued secret, one a line, so that logs can be searched for them
              --user NAME            adds a user beside alice and bob; may be given several times
              --until-stdin-closes   also stops at the end of standard input
              --help                 prints this
            """;

    private final Sandbox.Builder sandbox = Sandbox.builder();
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Path details;
    private @Nullable Path secrets;
    private boolean untilStdinCloses;
    private boolean help;

    private Main() {}

    /** Runs until told to stop. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Main main = new Main();
        String problem = main.read(arguments);
        if (!problem.isEmpty()) {
            System.err.println(problem);
            System.err.print(HELP);
            System.exit(2);
        }
        if (main.help) {
            System.out.print(HELP);
            return;
        }
        answerWithoutDelay();
        main.run(System.out);
    }

    private String read(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            boolean file = arguments[i].equals("--details") || arguments[i].equals("--secrets");
            if ((file || arguments[i].equals("--user")) && i + 1 == arguments.length) {
                return arguments[i] + " needs a " + (file ? "file." : "name.");
            }
            switch (arguments[i]) {
                case "--details" -> details = Path.of(arguments[++i]);
                case "--secrets" -> secrets = Path.of(arguments[++i]);
                case "--user" -> sandbox.user(arguments[++i]);
                case "--until-stdin-closes" -> untilStdinCloses = true;
                case "--help" -> help = true;
                default -> {
                    return "Unknown option " + arguments[i] + ".";
                }
            }
        }
        return "";
    }

    /** Without this the JDK's HTTP server waits 40 ms for an acknowledgement in the middle of each answer. */
    private static void answerWithoutDelay() {
        String option = "sun.net.httpserver.nodelay";
        System.setProperty(option, System.getProperty(option, "true"));
    }

    private void run(PrintStream out) throws IOException, InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(closed)));
        try (Sandbox running = sandbox.start()) {
            if (secrets != null) {
                running.onSecret(new SecretsFile(secrets)::append);
            }
            if (details != null) {
                Details.write(running, details);
            }
            out.print(Details.summary(running, details));
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
}
