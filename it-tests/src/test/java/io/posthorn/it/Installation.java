package io.posthorn.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
