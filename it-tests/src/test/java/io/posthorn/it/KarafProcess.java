package io.posthorn.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Karaf as its archive has it, on loopback and without a network, as a process with a handle. Closing it ends the process
 * and removes its folder, in which Karaf keeps the secrets of its pages; the log stays.
 */
final class KarafProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;
    private static final String USER = "karaf";

    private final Path home;
    private final int sshPort = freePort();
    private final Process process;

    private KarafProcess(Path home, Map<String, String> pages, List<Path> repositories) throws IOException {
        this.home = home;
        for (Path repository : repositories) {
            KarafInstallation.copy(repository, home.resolve("system"));
        }
        configure();
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(home.resolve("etc").resolve(page.getKey()), page.getValue());
        }
        process = run("karaf", "server");
    }

    /** Starts it with these files in {@code etc}, and what is in these Maven repositories besides its own. */
    static KarafProcess start(Map<String, String> pages, Path... repositories) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/karaf")), "process");
        KarafInstallation.unpack(KarafInstallation.archive(), "/", folder);
        try (Stream<Path> homes = Files.list(folder)) {
            return new KarafProcess(homes.findFirst().orElseThrow().toAbsolutePath(), pages, List.of(repositories));
        }
    }

    private void configure() throws IOException {
        append("users.properties", USER + " = " + USER + ",_g_:admingroup", "_g_\\:admingroup = group,admin,ssh");
        append("org.apache.karaf.shell.cfg", "sshHost = 127.0.0.1", "sshPort = " + sshPort);
        append("org.apache.karaf.management.cfg", "rmiRegistryPort = " + freePort(), "rmiServerPort = " + freePort());
        append(
                "org.ops4j.pax.url.mvn.cfg",
                "org.ops4j.pax.url.mvn.repositories =",
                "org.ops4j.pax.url.mvn.localRepository = ${karaf.data}/repository");
    }

    /** The last value of a property counts. */
    private void append(String file, String... lines) throws IOException {
        String text = "\n" + String.join("\n", lines) + "\n";
        Files.writeString(home.resolve("etc").resolve(file), text, StandardOpenOption.APPEND);
    }

    private Process run(String script, String... arguments) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of("bash", home.resolve("bin").resolve(script).toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(script + ".out").toFile());
        // The script becomes Java instead of starting it: one process, which can be ended.
        builder.environment().put("KARAF_EXEC", "exec");
        return builder.start();
    }

    /** What Karaf's shell prints while it runs a command line; waits until the shell listens. */
    String shell(String line) throws IOException, InterruptedException {
        String port = String.valueOf(sshPort);
        Process client =
                run("client", "-h", "127.0.0.1", "-a", port, "-u", USER, "-p", USER, "-r", "60", "-d", "1", line);
        try {
            boolean ended = client.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String answer = Files.readString(home.resolve("client.out"));
            if (!ended || client.exitValue() != 0 || answer.contains("Error executing command")) {
                throw new AssertionError("'" + line + "' failed: " + answer);
            }
            return answer;
        } finally {
            client.descendants().forEach(ProcessHandle::destroyForcibly);
            client.destroyForcibly();
        }
    }

    long pid() {
        return process.pid();
    }

    /** Asks it to end, and waits until it has. */
    void terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("Karaf does not end.");
        }
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        Path log = home.resolve("data/log/karaf.log");
        if (Files.exists(log)) {
            Path logs = Files.createDirectories(Path.of("target/exam"));
            Files.copy(log, logs.resolve("karaf-process.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        try (Stream<Path> files = Files.walk(home.getParent())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
