package io.posthorn.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A bundle's jar and its start level.
 *
 * @param jar the file
 * @param startLevel the number that its folder's name begins with
 */
record PlacedBundle(Path jar, int startLevel) {

    /** The start level of Posthorn's own bundles, the highest there is. */
    static final int OWN_LEVEL = 6;

    private static final String CONSOLE = "-console";

    /** Every bundle below a folder whose folders are named by start level: {@code 1-logging}, {@code 4-runtime}. */
    static List<PlacedBundle> all(Path folder) {
        return list(folder).stream()
                .flatMap(level -> in(level, levelOf(level)).stream())
                .toList();
    }

    /** The same without web server and console: faster, and without a port. */
    static List<PlacedBundle> withoutConsole(Path folder) {
        return list(folder).stream()
                .filter(level -> !level.toString().endsWith(CONSOLE))
                .flatMap(level -> in(level, levelOf(level)).stream())
                .toList();
    }

    /** The jars right in a folder. */
    static List<PlacedBundle> in(Path folder, int startLevel) {
        return list(folder).stream()
                .filter(file -> file.toString().endsWith(".jar"))
                .map(jar -> new PlacedBundle(jar, startLevel))
                .toList();
    }

    private static int levelOf(Path folder) {
        return Integer.parseInt(folder.getFileName().toString().replaceFirst("-.*", ""));
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new LaunchException(
                    "The folder " + folder + " of this installation cannot be read. Unpack or build Posthorn anew.", e);
        }
    }
}
