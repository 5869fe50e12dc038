package io.posthorn.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table in Markdown, to be pasted where figures are kept. */
final class Table {

    private final List<String> lines = new ArrayList<>();

    Table(String... head) {
        row((Object[]) head);
        row(Collections.nCopies(head.length, "---").toArray());
    }

    void row(Object... cells) {
        lines.add(Stream.of(cells).map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |")));
    }

    void print(PrintStream out) {
        out.println();
        lines.forEach(out::println);
        out.println();
    }
}
