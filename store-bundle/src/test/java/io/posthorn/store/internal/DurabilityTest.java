package io.posthorn.store.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What is promised to be on disk is there, watched from outside. */
class DurabilityTest {

    private static final int VALUES = 200;

    @TempDir
    Path folder;

    @Test
    void aDurableCommit_isForcedToTheDisk_andAnyOtherNeedNotBe() throws Exception {
        assumeTrue(traceIsPossible(), "strace is missing or may not be used here, so this was NOT tested");
        assertThat(forcedWrites("durably")).isGreaterThanOrEqualTo(VALUES);
        assertThat(forcedWrites("plainly")).isLessThan(VALUES / 2);
    }

    private long forcedWrites(String how) throws Exception {
        Path trace = folder.resolve("trace-" + how);
        String[] strace = {"strace", "-f", "-qq", "-y", "-e", "trace=fsync,fdatasync,write", "-o", trace.toString()};
        try (Fork writer = new Fork(folder.resolve(how), how, VALUES, strace)) {
            writer.await(String.valueOf(VALUES));
            assertThat(writer.exitCode()).isZero();
        }
        try (Stream<String> lines = Files.lines(trace)) {
            return lines.dropWhile(line -> !isSaid("open", line))
                    .takeWhile(line -> !isSaid(String.valueOf(VALUES), line))
                    .filter(line -> line.contains("sync(") && line.contains("/posthorn.mv.db>"))
                    .count();
        }
    }

    /** Opening and closing force some more. */
    private static boolean isSaid(String word, String line) {
        return line.contains("write(1<") && line.contains("\"" + word);
    }

    /** In CI it must be. */
    private boolean traceIsPossible() throws InterruptedException {
        if (System.getenv("CI") != null) {
            return true;
        }
        try {
            Path nothing = folder.resolve("trace-nothing");
            return new ProcessBuilder("strace", "-f", "-o", nothing.toString(), "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"durably", "plainly"})
    void whatWasCommitted_survivesAKill(String how) throws Exception {
        try (Fork writer = new Fork(folder, how, 1_000_000)) {
            writer.await("60");
        }
        try (OpenStore store = Stores.embedded(folder)) {
            assertThat(Notes.count(store)).isGreaterThanOrEqualTo(60);
        }
    }

    /** The file after each commit is what a process leaves behind that is killed there. */
    @Test
    void whatWasCommitted_isFoundInTheFile_afterEachCommit() throws Exception {
        Path image = Files.createDirectory(folder.resolve("image"));
        try (OpenStore store = Stores.embedded(folder)) {
            // What is freed is written over at once, as it is after 45 seconds otherwise.
            store.transact(Notes.SCHEMA, connection -> Catalog.update(connection, "SET RETENTION_TIME 0"));
            Random random = new Random(7);
            for (int i = 1; i <= 60; i++) {
                String name = "n" + i;
                String value = "x".repeat(random.nextInt(4_000));
                store.transactDurably(Notes.SCHEMA, connection -> Notes.insert(connection, name, value));
                store.transactDurably(
                        Notes.SCHEMA,
                        connection ->
                                Catalog.update(connection, "UPDATE notes SET secret = 'short' WHERE name = ?", name));
                for (Path file : List.of(Path.of("posthorn.mv.db"), Path.of("encryption.key"))) {
                    Files.copy(folder.resolve(file), image.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
                try (OpenStore killed = Stores.embedded(image)) {
                    assertThat(Notes.count(killed)).isEqualTo(i);
                    assertThat(Notes.sealed(killed, name)).isEqualTo("short");
                }
            }
        }
    }

    @Test
    void aSecondProcess_isToldSoInOneSentence() throws Exception {
        try (Fork other = new Fork(folder, "plainly", 1_000_000);
                OpenStore store = Stores.embedded(folder)) {
            other.await("open");
            assertThatThrownBy(() -> Notes.count(store))
                    .hasMessage(
                            "The store (embedded H2 in " + folder + ") is in use by another process. Stop that one, or"
                                    + " let both use a PostgreSQL: page Store (io.posthorn.store), field JDBC URL.");
            other.kill();
            assertThat(Notes.count(store)).as("once that one is gone").isNotNegative();
        }
    }
}
