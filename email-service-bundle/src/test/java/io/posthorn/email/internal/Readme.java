package io.posthorn.email.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The examples of the README and of the guides, by the comment above them. */
final class Readme {

    private Readme() {}

    /** The content of the code block, or the lines of the table, below {@code <!-- name: ... -->}. */
    static String example(String name) {
        Matcher matcher = Pattern.compile(
                        "<!-- " + name + ": [^>]*-->\\n(?:```\\w*\\n(.*?)\\n```|((?:\\|[^\\n]*\\n)+))", Pattern.DOTALL)
                .matcher(text());
        if (!matcher.find()) {
            throw new AssertionError("Neither README.md nor docs/guides has an example " + name);
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    private static String text() {
        Path root = Path.of("..");
        try (Stream<Path> guides = Files.list(root.resolve("docs/guides"))) {
            StringBuilder text = new StringBuilder(Files.readString(root.resolve("README.md")));
            for (Path guide : guides.sorted().toList()) {
                text.append(Files.readString(guide));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
