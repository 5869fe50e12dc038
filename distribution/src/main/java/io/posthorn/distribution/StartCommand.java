package io.posthorn.distribution;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code posthorn start}: a Felix with web console that stays until it is stopped. */
@Command(
        name = "start",
        description = "Starts Posthorn with its web console and stays until Ctrl-C.",
        sortOptions = false)
final class StartCommand implements Callable<Integer> {

    private static final List<String> PAGES =
            List.of("io.posthorn.email.cfg", "io.posthorn.network.cfg", "io.posthorn.console.cfg");

    private static final String OLD_LOGS = "10";

    @Option(names = "--conf", paramLabel = "DIR", description = "Folder of the *.cfg files. Default: conf.")
    private @Nullable Path conf;

    @Option(names = "--port", paramLabel = "N", defaultValue = "8181", description = "Web console. Default: 8181.")
    private int port;

    @Option(
            names = "--console-password",
            paramLabel = "P",
            description = "For user posthorn; or POSTHORN_CONSOLE_PASSWORD, which other users of this machine"
                    + " do not see. Default: that of an earlier start, or a new one, shown once.")
    private @Nullable String password;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    private final Home home;
    private final PrintStream out;
    private final PrintStream err;

    StartCommand(Home home, PrintStream out, PrintStream err) {
        this.home = home;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path folder = conf == null ? home.conf() : conf;
        WebConsole console = new WebConsole(port, HttpPage.read(folder));
        console.requireFree();
        StartLock.take(home);
        PAGES.forEach(page -> preparePage(folder, page));
        new ExposedSecrets(folder).warnings().forEach(sentence -> err.println("posthorn: " + sentence));
        console.warning().ifPresent(sentence -> err.println("posthorn: " + sentence));
        Optional<CommandDesk> desk = openDesk(folder);
        Path log = home.log("posthorn");
        System.setProperty("posthorn.log.old", OLD_LOGS);
        var login = new ConsolePassword(home.data().resolve("console.properties")).login(givenPassword());
        Map<String, String> more = console.frameworkProperties(login.hash());
        FelixSettings settings = FelixSettings.of(home, folder, home.data().resolve("felix"), log, more);
        Felix felix = Felix.start(settings, PlacedBundle.all(home.bundles()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(felix, settings), "posthorn-stop"));
        desk.ifPresent(open -> open.serve(felix, settings.log()));
        console.awaitAnswer();
        report(console, login, settings);
        felix.awaitStop();
        return 0;
    }

    /** Before Felix starts: a command that comes now waits, instead of starting one beside. */
    private Optional<CommandDesk> openDesk(Path folder) {
        try {
            CommandDesk desk = CommandDesk.open(CommandSocket.of(home, folder));
            Runtime.getRuntime().addShutdownHook(new Thread(desk::close, "posthorn-desk"));
            return Optional.of(desk);
        } catch (IOException | UnsupportedOperationException e) {
            err.println(
                    "posthorn: Commands given with -c will not reach this Posthorn, and run in a process of their own:"
                            + " no socket can be made in " + home.run() + " (" + e.getMessage() + ").");
            return Optional.empty();
        }
    }

    /** Configurations are in the storage while Felix runs; the truth, and from now on the only copy, is in conf. */
    private static void stop(Felix felix, FelixSettings settings) {
        felix.close();
        OwnerOnly.delete(settings.storage());
    }

    private Optional<String> givenPassword() {
        return Optional.ofNullable(password).or(() -> Optional.ofNullable(System.getenv("POSTHORN_CONSOLE_PASSWORD")));
    }

    /** What is changed in the console is written to the file of its page, so there must be one. */
    private void preparePage(Path folder, String name) {
        Path page = folder.resolve(name);
        if (!Files.isDirectory(folder) || Files.exists(page)) {
            return;
        }
        Path example = home.shippedConf().resolve(name + ".example");
        try {
            OwnerOnly.write(page, Files.readString(example, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new LaunchException("The file " + example + " of this installation cannot be read.", e);
        }
    }

    private void report(WebConsole console, ConsolePassword.Login login, FelixSettings settings) {
        out.println("Posthorn runs.");
        out.println("  Web console    " + console.configurationPage());
        out.println("  Login          " + login.line());
        out.println("  Configuration  " + settings.conf());
        out.println("  Log            " + settings.log());
        out.println("  Process        " + ProcessHandle.current().pid() + "; Ctrl-C stops it");
    }
}
