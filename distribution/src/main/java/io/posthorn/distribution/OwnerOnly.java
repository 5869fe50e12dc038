package io.posthorn.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** Files and folders that nobody but their owner can read, from the moment they exist. */
final class OwnerOnly {

    private OwnerOnly() {}

    static Path folder(Path folder) {
        try {
            return Files.isDirectory(folder) ? folder : Files.createDirectories(folder, permissions("rwx------"));
        } catch (IOException e) {
            throw new LaunchException("The folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** Writes a text, in place of what was there. */
    static Path write(Path file, String text) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, permissions("rw-------"));
            return Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LaunchException("The file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Takes a file away from all but its owner. */
    static void close(Path file) throws IOException {
        if (hasPermissions()) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new LaunchException("The folder " + folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private static FileAttribute<?>[] permissions(String posix) {
        if (!hasPermissions()) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))};
    }

    private static boolean hasPermissions() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /** Makes the folder where the user may; where not, what is looked for in it will be missed with a sentence. */
    static Path folderIfPossible(Path folder) {
        try {
            return folder(folder);
        } catch (LaunchException e) {
            return folder;
        }
    }
}
