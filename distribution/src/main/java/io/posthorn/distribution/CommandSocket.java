package io.posthorn.distribution;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a start listens for commands: a Unix domain socket in a folder that only its owner can enter. Its name is made
 * of the configuration folder's, so that a command finds no start but one with the same folder.
 */
final class CommandSocket {

    /** In bytes. Linux has room for 107, macOS for 103. */
    private static final int LONGEST_PATH = 100;

    private static final String ELSEWHERE = "posthorn-run-";
    private static final String SOCKET = "socket";
    private static final String POINTER = ".path";
    private static final int NAME_LENGTH = 16;

    private final Path folder;
    private final Path near;
    private final Path pointer;

    private CommandSocket(Path folder, String name) {
        this.folder = folder;
        this.near = folder.resolve(name);
        this.pointer = folder.resolve(name + POINTER);
    }

    /** The socket of the start that this installation runs with a configuration folder, whether it runs or not. */
    static CommandSocket of(Home home, Path conf) {
        return new CommandSocket(home.run().toAbsolutePath(), name(real(conf)));
    }

    private static Path real(Path conf) {
        try {
            return conf.toRealPath();
        } catch (IOException e) {
            return conf.toAbsolutePath().normalize();
        }
    }

    private static String name(Path conf) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(conf.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Listens, after it has cleared away what a start left that was killed. Only for who holds the {@link StartLock}. */
    ServerSocketChannel listen() throws IOException {
        clear();
        OwnerOnly.folder(folder);
        try {
            if (near.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH) {
                return bind(near);
            }
        } catch (IOException e) {
            // A file system without sockets, as folders that virtual machines share.
        }
        Path elsewhere = Files.createTempDirectory(ELSEWHERE);
        OwnerOnly.write(pointer, elsewhere.toString());
        return bind(elsewhere.resolve(SOCKET));
    }

    private static ServerSocketChannel bind(Path file) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(file));
            OwnerOnly.close(file);
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The way to a start that listens; empty if none does, or if it was killed and its socket is a dead end. */
    Optional<SocketChannel> connect() {
        try {
            Path file = Files.exists(pointer) ? Path.of(Files.readString(pointer), SOCKET) : near;
            return Files.exists(file)
                    ? Optional.of(SocketChannel.open(UnixDomainSocketAddress.of(file)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Removes the folder with all sockets and pointers, of which one at most is alive: that of the caller. */
    void clear() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path file : list(folder)) {
            if (file.toString().endsWith(POINTER)) {
                clearElsewhere(Path.of(Files.readString(file)));
            }
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    private static void clearElsewhere(Path temporary) throws IOException {
        if (String.valueOf(temporary.getFileName()).startsWith(ELSEWHERE) && Files.isDirectory(temporary)) {
            for (Path file : list(temporary)) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(temporary);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
