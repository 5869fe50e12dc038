package io.posthorn.distribution;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code posthorn}: what the script of that name starts. */
@Command(
        name = "posthorn",
        description = "Mail for Microsoft 365 by OAuth 2.0, on OSGi.",
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "posthorn demo",
            "       posthorn start [--conf DIR] [--port N] [--console-password P]",
            "       posthorn sandbox [--details FILE] [--secrets FILE] [--user NAME]",
            "       posthorn -c 'COMMAND' [--conf DIR]"
        },
        sortOptions = false,
        footer = {
            "",
            "The sandbox is a stand-in for Microsoft 365 alone, for tests of any mail client. It stays until Ctrl-C.",
            "",
            "A command is one of Posthorn's shell, for example:",
            "  posthorn -c 'mail:send --to you@contoso.com --from you@contoso.com'",
            "  posthorn -c 'mail:receive --limit 5'",
            "  posthorn -c help",
            "  posthorn -c 'help mail:send'",
            "While a start runs with the same configuration folder, it is the one that",
            "runs the command.",
            "",
            "Exit codes: 0 done; 1 failed, also if the shell does not understand the",
            "command; 2 if posthorn does not understand its own arguments."
        },
        subcommands = HelpCommand.class)
public final class Launcher implements Callable<Integer> {

    @Option(names = "-c", paramLabel = "COMMAND", description = "Runs one command of the shell and ends.")
    private @Nullable String command;

    @Option(names = "--conf", paramLabel = "DIR", description = "Folder of the *.cfg files. Default: conf.")
    private @Nullable Path conf;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    private final Home home;
    private final PrintStream out;
    private final PrintStream err;

    private Launcher(Home home, PrintStream out, PrintStream err) {
        this.home = home;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs what the arguments say, and ends the process with 0 (done), 1 (failed) or 2 (not understood).
     *
     * @param arguments see {@code posthorn help}
     */
    public static void main(String[] arguments) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        System.setOut(out);
        System.setErr(err);
        System.exit(execute(Home.find(), out, err, arguments));
    }

    static int execute(Home home, PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new Launcher(home, out, err))
                .addSubcommand(new DemoCommand(home, out, err))
                .addSubcommand(new StartCommand(home, out, err))
                .setAllowSubcommandsAsOptionParameters(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, line, result) -> report(failure, err))
                .execute(arguments);
    }

    private static int report(Exception failure, PrintStream err) {
        if (failure instanceof LaunchException launch) {
            err.println("posthorn: " + failure.getMessage());
            return launch.exitCode();
        }
        failure.printStackTrace(err);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() {
        if (command == null) {
            if (conf != null) {
                throw LaunchException.misuse("--conf without a command. Add -c 'COMMAND', or put it after 'start'.");
            }
            Objects.requireNonNull(spec).commandLine().usage(out);
            return CommandLine.ExitCode.OK;
        }
        return run(command, conf == null ? home.conf() : conf)
                ? CommandLine.ExitCode.OK
                : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean run(String commandLine, Path folder) {
        return new RunningStart(CommandSocket.of(home, folder), out, err)
                .run(commandLine)
                .orElseGet(() -> new CommandRun(home, folder, "command").run(commandLine, List.of(), out, err));
    }
}
