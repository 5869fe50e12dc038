package io.posthorn.distribution;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class CommandSocketTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void socket_isItsOwnersAlone_andFoundByTheSameConfigurationFolder() throws Exception {
        Home home = home(folder);
        Path conf = Files.createDirectory(folder.resolve("conf"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), conf);
        Path other = Files.createDirectory(folder.resolve("other"));
        CommandSocket socket = CommandSocket.of(home, conf);
        assertThat(socket.connect()).isEmpty();
        try (ServerSocketChannel server = socket.listen()) {
            assertThat(server.isOpen()).isTrue();
            assertThat(permissions(home.run())).isEqualTo("rwx------");
            assertThat(list(home.run()))
                    .singleElement()
                    .satisfies(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
            CommandSocket.of(home, link).connect().orElseThrow().close();
            assertThat(CommandSocket.of(home, other).connect()).isEmpty();
        }
        assertThat(socket.connect()).as("a dead socket").isEmpty();
        try (ServerSocketChannel again = socket.listen()) {
            assertThat(again.isOpen()).isTrue();
            socket.connect().orElseThrow().close();
        }
        socket.clear();
        assertThat(home.run()).doesNotExist();
    }

    @Test
    void pathThatIsTooLong_isAPointerToAShortOne() throws Exception {
        Home home =
                home(Files.createDirectories(folder.resolve("long".repeat(20)).resolve("longer".repeat(10))));
        CommandSocket socket = CommandSocket.of(home, folder);
        Path first;
        try (ServerSocketChannel killed = socket.listen()) {
            assertThat(killed.isOpen()).isTrue();
            first = Path.of(Files.readString(list(home.run()).get(0)));
            assertThat(permissions(first)).isEqualTo("rwx------");
            assertThat(permissions(first.resolve("socket"))).isEqualTo("rw-------");
            CommandSocket.of(home, folder).connect().orElseThrow().close();
        }
        assertThat(socket.connect()).isEmpty();
        try (ServerSocketChannel again = socket.listen()) {
            assertThat(again.isOpen()).isTrue();
            assertThat(first).as("what was left").doesNotExist();
            Path second = Path.of(Files.readString(list(home.run()).get(0)));
            socket.clear();
            assertThat(second).doesNotExist();
        }
    }

    @Test
    void startThatEndsBeforeItTakesACommand_leavesItToTheCaller() throws Exception {
        Home home = home(folder);
        CommandSocket socket = CommandSocket.of(home, folder);
        try (ServerSocketChannel server = socket.listen()) {
            var run = CompletableFuture.supplyAsync(() -> start(socket).run("a:b"));
            server.accept().close();
            assertThat(run.get()).isEmpty();
        }
        assertThat(start(socket).run("a:b")).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void startThatEndsInTheMiddle_isAFailureAndTheCommandIsNotRunAgain() throws Exception {
        CommandSocket socket = CommandSocket.of(home(folder), folder);
        try (ServerSocketChannel server = socket.listen()) {
            var run = CompletableFuture.supplyAsync(() -> start(socket).run("a:b --text '월간'"));
            try (CommandLink link = new CommandLink(server.accept())) {
                assertThat(link.expect(CommandLink.Kind.FOLDER))
                        .isEqualTo(Path.of("").toAbsolutePath().toString());
                assertThat(link.expect(CommandLink.Kind.COMMAND)).isEqualTo("a:b --text '월간'");
                link.send(CommandLink.Kind.TAKEN, "");
                new PrintStream(link.output(), true, StandardCharsets.UTF_8).println("half 월간");
            }
            assertThat(run.get()).hasValue(false);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("half 월간\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("has stopped before the command was done");
    }

    private RunningStart start(CommandSocket socket) {
        return new RunningStart(
                socket,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static Home home(Path folder) {
        Home home = new Home(folder);
        home.data();
        return home;
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static List<Path> list(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
