package io.posthorn.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Secrets of a configuration folder that every user of this machine can read. Readable by the file's group is no
 * mistake: that is how a service reads files that belong to an administrator.
 */
final class ExposedSecrets {

    /** A property whose name begins with a dot or ends so, and whose value is not taken from elsewhere. */
    private static final Pattern SECRET =
            Pattern.compile("\\s*(?:\\.[\\w.]+|[\\w.]+\\.password)\\s*[=:]\\s*(?!\\$\\[)\\S.*");

    private final Path conf;

    ExposedSecrets(Path conf) {
        this.conf = conf;
    }

    /** A sentence for each, with what to do. */
    List<String> warnings() {
        List<String> sentences = new ArrayList<>();
        try {
            if (isReachable(conf.toRealPath())) {
                for (Path page : list(conf)) {
                    if (page.toString().endsWith(".cfg") && isReadable(page) && holdsSecret(page)) {
                        sentences.add(sentence(page + ", which holds a secret", "chmod 600 '" + page + "'"));
                    }
                }
                Path secrets = conf.resolve("secrets");
                if (isReachable(secrets.toRealPath()) && list(secrets).stream().anyMatch(ExposedSecrets::isReadable)) {
                    sentences.add(sentence("the secrets in " + secrets, "chmod 700 '" + secrets + "'"));
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            return sentences; // What is not there or has no such permissions cannot be wrong in this way.
        }
        return sentences;
    }

    private static String sentence(String what, String cure) {
        return "Every user of this machine can read " + what + ". Make it yours alone: " + cure;
    }

    private static boolean isReachable(Path folder) throws IOException {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (!permissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isReadable(Path file) {
        try {
            return permissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException e) {
            return false;
        }
    }

    private static Set<PosixFilePermission> permissions(Path file) throws IOException {
        return Files.getPosixFilePermissions(file);
    }

    private static boolean holdsSecret(Path page) {
        try (Stream<String> lines = Files.lines(page, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> SECRET.matcher(line).matches());
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
