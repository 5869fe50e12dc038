package io.posthorn.distribution;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code posthorn demo}: the main job, watched, with a stand-in for Microsoft's servers on this machine. */
@Command(
        name = "demo",
        description = "Sends and receives mail by OAuth 2.0 with a stand-in for Microsoft 365 on this machine.")
final class DemoCommand implements Callable<Integer> {

    private static final double NANOS_PER_SECOND = 1e9;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    private final Home home;
    private final PrintStream out;
    private final PrintStream err;

    DemoCommand(Home home, PrintStream out, PrintStream err) {
        this.home = home;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        long start = System.nanoTime();
        Path work = OwnerOnly.folder(home.data().resolve("demo"));
        Path conf = OwnerOnly.folder(work.resolve("conf"));
        boolean done;
        try (SandboxProcess sandbox = SandboxProcess.start(home.sandbox(), work, home.log("demo-sandbox"))) {
            var details = sandbox.awaitDetails();
            out.printf(
                    "Sandbox: a stand-in for Entra and Exchange Online on %s (%s)%n%n",
                    details.getProperty("host"), since(start));
            for (DemoPage page : DemoPage.all(details)) {
                page.write(conf);
                out.println(page.shown(conf));
            }
            done = new CommandRun(home, conf, "demo")
                    .run("demo:run", PlacedBundle.in(home.demoBundles(), PlacedBundle.OWN_LEVEL), out, err);
        }
        out.println();
        out.println((done ? "Done in " : "Failed after ") + since(start) + ". Log: " + home.log("demo"));
        return done ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static String since(long start) {
        return "%.1f s".formatted((System.nanoTime() - start) / NANOS_PER_SECOND);
    }
}
