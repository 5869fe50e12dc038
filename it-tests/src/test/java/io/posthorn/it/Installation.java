package io.posthorn.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The distribution as it was just built. */
final class Installation {

    private Installation() {}

    static Path root() {
        return Path.of(System.getProperty("posthorn.root")).toAbsolutePath().normalize();
    }

    static Path home() {
        return root().resolve("distribution/target/posthorn");
    }

    /** An installation of its own in a folder: what is shipped, and no pages of other tests. */
    static void copyTo(Path folder) throws IOException {
        for (String part : new String[] {"lib", "bundle", "conf", "posthorn"}) {
            copy(home().resolve(part), folder.resolve(part));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file :
                    files.filter(file -> !file.toString().endsWith(".cfg")).toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** All bundles of the distribution, without those of the demo. */
    static List<Path> bundles() {
        return jars(home().resolve("bundle"));
    }

    /** The bundles of this project, those of the demo included. */
    static List<Path> ownBundles() {
        return Stream.concat(bundles().stream(), jars(home().resolve("demo")).stream())
                .filter(jar -> jar.getFileName().toString().contains("-bundle-"))
                .toList();
    }

    static Path demoBundle() {
        return jars(home().resolve("demo")).get(0);
    }

    static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Is the distribution built? " + folder, e);
        }
    }
}
