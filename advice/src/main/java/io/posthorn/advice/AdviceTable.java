package io.posthorn.advice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** All advice there is, from {@code advice.tsv}. */
public final class AdviceTable {

    private static final List<Advice> ROWS = read();

    private AdviceTable() {}

    /**
     * The rows of some sources.
     *
     * @param sources all if there are none
     * @return in the order of the table
     */
    public static List<Advice> rows(String... sources) {
        Set<String> wanted = Set.of(sources);
        return ROWS.stream()
                .filter(row -> wanted.isEmpty() || wanted.contains(row.source()))
                .toList();
    }

    /**
     * A row by its key.
     *
     * @param source who refuses
     * @param key the whole key
     * @return empty if there is none
     */
    public static Optional<Advice> find(String source, String key) {
        return ROWS.stream()
                .filter(row -> row.source().equals(source) && row.key().equals(key))
                .findFirst();
    }

    /**
     * A row that must be there.
     *
     * @param source who refuses
     * @param key the whole key
     * @return the row
     */
    public static Advice get(String source, String key) {
        return find(source, key)
                .orElseThrow(() -> new IllegalStateException("There is no advice on " + source + " " + key));
    }

    private static List<Advice> read() {
        try (InputStream in = Objects.requireNonNull(AdviceTable.class.getResourceAsStream("advice.tsv"))) {
            return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Advice::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
