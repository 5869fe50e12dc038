package io.posthorn.distribution;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The folders of this installation.
 *
 * @param folder where {@code lib} and {@code bundle} lie
 */
record Home(Path folder) {

    /** The installation that this class was loaded from: its jar lies in {@code lib}. */
    static Home find() {
        try {
            Path jar = Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path lib = Objects.requireNonNull(jar.getParent(), "folder of " + jar);
            return new Home(Objects.requireNonNull(lib.getParent(), "folder of " + lib));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path bundles() {
        return folder.resolve("bundle");
    }

    Path demoBundles() {
        return folder.resolve("demo");
    }

    Path sandbox() {
        return folder.resolve("sandbox");
    }

    /** What an installation is shipped with: the logging's configuration, and pages as examples. */
    Path shippedConf() {
        return folder.resolve("conf");
    }

    /** The user's own pages, unless another folder is given. In a checkout they lie outside of what a build makes. */
    Path conf() {
        return Path.of(System.getProperty("posthorn.conf", shippedConf().toString()));
    }

    /** What a run leaves for the next one. Only its owner can look into it. */
    Path data() {
        return OwnerOnly.folder(folder.resolve("data"));
    }

    /** Where a start can be found while it runs. Not made here: who looks for a start must leave no trace. */
    Path run() {
        return folder.resolve("data").resolve("run");
    }

    /** The log file of a mode, in a folder that is there. */
    Path log(String mode) {
        Path logs = folder.resolve("logs");
        try {
            return Files.createDirectories(logs).resolve(mode + ".log");
        } catch (IOException e) {
            throw new LaunchException("The folder for logs, " + logs + ", cannot be made: " + e.getMessage(), e);
        }
    }
}
