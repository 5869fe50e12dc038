package io.posthorn.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a process of this machine listens, as Linux tells it below {@code /proc}. */
final class ListeningSockets {

    private static final String LISTEN = "0A";
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

    private ListeningSockets() {}

    static boolean areKnown() {
        return Files.isReadable(Path.of("/proc/net/tcp"));
    }

    /** The local addresses (in hexadecimal, as Linux writes them) and whether each is of loopback alone. */
    static List<String> beyondLoopback(long pid) throws IOException {
        return of(pid).stream()
                .filter(address -> !LOOPBACK.contains(address.split(":")[0]))
                .toList();
    }

    static List<String> of(long pid) throws IOException {
        Set<String> own = sockets(pid);
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] columns = line.trim().split("\\s+");
                if (columns[3].equals(LISTEN) && own.contains("socket:[" + columns[9] + "]")) {
                    addresses.add(columns[1]);
                }
            }
        }
        return addresses;
    }

    private static Set<String> sockets(long pid) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.map(ListeningSockets::target).collect(Collectors.toSet());
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
