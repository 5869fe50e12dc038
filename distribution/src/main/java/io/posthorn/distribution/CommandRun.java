package io.posthorn.distribution;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One command line in a Felix of its own, which comes and goes with it and may run beside another. */
final class CommandRun {

    private final Home home;
    private final Path conf;
    private final String mode;

    /** @param mode names the log file */
    CommandRun(Home home, Path conf, String mode) {
        this.home = home;
        this.conf = conf;
        this.mode = mode;
    }

    /**
     * Runs it.
     *
     * @param more bundles besides those that every command has
     * @return whether it succeeded; if not, the reason has been printed
     */
    boolean run(String commandLine, List<PlacedBundle> more, PrintStream out, PrintStream err) {
        Path log = home.log(mode);
        List<PlacedBundle> bundles = Stream.concat(PlacedBundle.withoutConsole(home.bundles()).stream(), more.stream())
                .toList();
        // In memory, so that what conf says lies in no second place. "start" cannot do so: with it, file install writes
        // the old values back.
        Map<String, String> readOnly = Map.of("felix.cm.pm", "memory", "felix.fileinstall.enableConfigSave", "false");
        Path temporary = temporaryFolder();
        // Felix empties and makes its storage itself, readable by everybody; the folder around it is not.
        Path storage = temporary.resolve("felix");
        Thread cleaner = new Thread(() -> deleteWhatIsLeft(temporary), "posthorn-cleaner");
        Runtime.getRuntime().addShutdownHook(cleaner);
        try (Felix felix = Felix.start(FelixSettings.of(home, conf, storage, log, readOnly), bundles)) {
            return run(commandLine, felix, log, out, err);
        } finally {
            OwnerOnly.delete(temporary); // and once more at the very end, if the process is told to stop before
        }
    }

    private static boolean run(String commandLine, Felix felix, Path log, PrintStream out, PrintStream err) {
        try (GogoShell shell = GogoShell.open(felix, out, Path.of("").toAbsolutePath())) {
            shell.run(commandLine);
            return true;
        } catch (CommandFailure failure) {
            err.print(failure.report(log));
            err.flush();
            return false;
        }
    }

    /** After Ctrl-C, while Felix may still be writing. */
    private static void deleteWhatIsLeft(Path folder) {
        try {
            if (Files.exists(folder)) {
                OwnerOnly.delete(folder);
            }
        } catch (LaunchException | UncheckedIOException e) {
            // What cannot be deleted now is in the system's temporary folder, and readable by nobody else.
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("posthorn-");
        } catch (IOException e) {
            throw new LaunchException("No temporary folder can be made: " + e.getMessage(), e);
        }
    }
}
