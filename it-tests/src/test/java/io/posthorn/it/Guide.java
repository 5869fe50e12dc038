package io.posthorn.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The examples of a guide, by the comment above them. */
final class Guide {

    private final String text;

    /** @param name of its file in {@code docs/guides} */
    Guide(String name) throws IOException {
        text = Files.readString(Installation.root().resolve("docs/guides").resolve(name));
    }

    /** The lines of a block. */
    List<String> lines(String mark) {
        return text.split("<!-- " + mark + ":", 2)[1]
                .split("```", 3)[1]
                .lines()
                .skip(1)
                .toList();
    }

    /** The lines of a block, as a file. */
    String block(String mark) {
        return String.join("\n", lines(mark)) + "\n";
    }

    /** The rows of a table. */
    List<String> rows(String mark) {
        return text.split("<!-- " + mark + ":", 2)[1]
                .lines()
                .skip(3)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }
}
