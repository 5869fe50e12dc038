package io.posthorn.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The Karaf that Maven fetched, and the KAR as it was just built. */
final class KarafInstallation {

    private KarafInstallation() {}

    static Path archive() {
        return Path.of("target/karaf-archive/apache-karaf.zip").toAbsolutePath();
    }

    static Path kar() {
        return Installation.root()
                .resolve("karaf-features/target/karaf-features-" + System.getProperty("posthorn.version") + ".kar");
    }

    /** The Maven repository that is in the KAR, as a folder. */
    static Path unpackedKar() {
        Path folder = Path.of("target/kar").toAbsolutePath();
        unpack(kar(), "/repository", folder);
        return folder;
    }

    static void unpack(Path zip, String from, Path to) {
        try (FileSystem archive = FileSystems.newFileSystem(zip)) {
            copy(archive.getPath(from), to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files below a folder, between others that may be there. */
    static void copy(Path root, Path to) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(root.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
