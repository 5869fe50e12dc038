package io.posthorn.email.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples of the README, by the comment above them. */
final class Readme {

    private Readme() {}

    /** The content of the code block, or the lines of the table, below {@code <!-- name: ... -->}. */
    static String example(String name) {
        Matcher matcher = Pattern.compile(
                        "<!-- " + name + ": [^>]*-->\\n(?:```\\w*\\n(.*?)\\n```|((?:\\|[^\\n]*\\n)+))", Pattern.DOTALL)
                .matcher(text());
        if (!matcher.find()) {
            throw new AssertionError("README.md has no example " + name);
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    private static String text() {
        try {
            return Files.readString(Path.of("..", "README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
