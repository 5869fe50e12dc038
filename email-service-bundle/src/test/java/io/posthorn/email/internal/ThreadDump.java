package io.posthorn.email.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the threads of another JVM are at, for the output of a test that waits for it in vain. */
final class ThreadDump {

    private static final int PATIENCE_SECONDS = 20;

    private ThreadDump() {}

    /** By the JDK's jstack, which gets no answer from a JVM that stands still; then the system's own words are all there is. */
    static void print(long pid, PrintStream out) throws InterruptedException {
        try {
            Path dump = Files.createTempFile("threads", ".txt");
            try {
                Process jstack = new ProcessBuilder(List.of(
                                Path.of(System.getProperty("java.home"), "bin", "jstack")
                                        .toString(),
                                "-l",
                                String.valueOf(pid)))
                        .redirectErrorStream(true)
                        .redirectOutput(dump.toFile())
                        .start();
                if (!jstack.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    jstack.destroyForcibly().waitFor();
                    out.println("jstack gets no answer.");
                }
                out.println(Files.readString(dump));
                printTasks(pid, out);
            } finally {
                Files.deleteIfExists(dump);
            }
        } catch (IOException e) {
            out.println("No thread dump: " + e);
        }
    }

    /** Each thread's name, state and time on the processor, where the system is Linux. */
    private static void printTasks(long pid, PrintStream out) throws IOException {
        Path tasks = Path.of("/proc", String.valueOf(pid), "task");
        if (Files.isDirectory(tasks)) {
            try (var all = Files.list(tasks)) {
                all.forEach(task -> out.println(stat(task)));
            }
        }
    }

    private static String stat(Path task) {
        try {
            return Files.readString(task.resolve("stat")).strip();
        } catch (IOException e) {
            return "It has ended: " + e;
        }
    }
}
