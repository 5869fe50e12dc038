package io.posthorn.benchmarks;

import java.io.PrintStream;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table in Markdown, to be pasted where figures are kept; each row is printed as it comes. */
final class Table implements AutoCloseable {

    private final PrintStream out;

    Table(PrintStream out, String... head) {
        this.out = out;
        out.println();
        row((Object[]) head);
        row(Collections.nCopies(head.length, "---").toArray());
    }

    void row(Object... cells) {
        out.println(Stream.of(cells).map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |")));
    }

    @Override
    public void close() {
        out.println();
    }
}
