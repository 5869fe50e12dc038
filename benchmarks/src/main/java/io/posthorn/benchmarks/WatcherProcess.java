package io.posthorn.benchmarks;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@link WatcherMain}. Whoever waits for it waits for a while only, and then has the reason. */
final class WatcherProcess implements AutoCloseable {

    private static final Pattern TROUBLE = Pattern.compile("(?:[a-zA-Z]\\w*\\.)*[A-Z]\\w*(?:Error|Exception)\\b.*");
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int LONGEST = 160;

    private final Process process;
    private final Writer questions;
    private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private volatile String trouble = "";
    private volatile String warning = "";

    /**
     * What its work was started by.
     *
     * @param number of the mail
     * @param micros since it was on its way
     * @param octets of its attachment
     */
    record Seen(long number, long micros, long octets) {}

    /** @param heapMegabytes that it may have at most */
    WatcherProcess(Contender contender, MailServerProcess server, List<String> inboxes, int heapMegabytes) {
        this(contender, server.details(), inboxes, heapMegabytes);
    }

    /**
     * Starts it.
     *
     * @param server what it says of itself
     * @param inboxes of each its address, an access token, a refresh token
     * @param heapMegabytes that it may have at most
     */
    WatcherProcess(Contender contender, Map<String, String> server, List<String> inboxes, int heapMegabytes) {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + heapMegabytes + "m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            WatcherMain.class.getName(),
                            contender.name())
                    .start();
            questions = process.outputWriter(StandardCharsets.UTF_8);
            read(process.inputReader(StandardCharsets.UTF_8));
            read(process.errorReader(StandardCharsets.UTF_8));
            server.forEach((name, value) -> tell(name + "=" + value));
            inboxes.forEach(inbox -> tell("inbox=" + inbox));
            tell(WatcherMain.READY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(String line) {
        try {
            questions.write(line + "\n");
            questions.flush();
        } catch (IOException e) {
            note("It has ended.");
        }
    }

    private void read(BufferedReader lines) {
        Thread thread = new Thread(() -> lines.lines().forEach(this::heard), "watcher");
        thread.setDaemon(true);
        thread.start();
    }

    private void heard(String line) {
        if (line.startsWith(WatcherMain.MAIL)) {
            mails.add(line.substring(WatcherMain.MAIL.length()));
        } else if (line.startsWith(WatcherMain.ANSWER)) {
            answers.add(line.substring(WatcherMain.ANSWER.length()));
        } else if (line.equals(WatcherMain.READY)) {
            answers.add(line);
        } else {
            Matcher named = TROUBLE.matcher(line);
            if (named.find()) {
                note(named.group());
            } else if (warning.isEmpty() && line.contains(" WARN ")) {
                warning = cell(line.substring(line.indexOf(" WARN ") + 1));
            }
        }
    }

    private synchronized void note(String words) {
        if (trouble.isEmpty()) {
            trouble = cell(words);
        }
    }

    private static String cell(String words) {
        String line = words.replace('|', '/');
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    /** The first error that it has named, or else its first warning, or empty. */
    String trouble() {
        return trouble.isEmpty() ? warning : trouble;
    }

    /** Whether it has begun to watch. */
    boolean begins() throws InterruptedException {
        return next(answers, ANSWER) != null;
    }

    /** The next mail, or null if none comes in that time, or it has ended. */
    @Nullable
    Seen mail(Duration patience) throws InterruptedException {
        String line = next(mails, patience);
        if (line == null) {
            return null;
        }
        long[] numbers = numbers(line);
        return new Seen(numbers[0], numbers[1], numbers[2]);
    }

    private @Nullable String next(BlockingQueue<String> queue, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        String line = queue.poll();
        while (line == null && System.nanoTime() < end) {
            boolean alive = process.isAlive();
            line = queue.poll(
                    Math.min(1_000, Math.max(1, (end - System.nanoTime()) / 1_000_000)), TimeUnit.MILLISECONDS);
            if (!alive) {
                return line;
            }
        }
        return line;
    }

    /** The most of the heap that was in use after a collection, and the peak, in bytes; empty if it does not answer. */
    List<Long> heap() throws InterruptedException {
        return ask("heap");
    }

    /** How many threads it has, and has had at most; empty if it does not answer. */
    List<Long> threads() throws InterruptedException {
        return ask("threads");
    }

    private List<Long> ask(String question) throws InterruptedException {
        tell(question);
        String answer = next(answers, ANSWER);
        return answer == null
                ? List.of()
                : Arrays.stream(numbers(answer)).boxed().toList();
    }

    private static long[] numbers(String line) {
        return Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    @Override
    public void close() {
        try {
            questions.close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
