package io.posthorn.benchmarks;

import io.posthorn.benchmarks.watch.Inbox;
import io.posthorn.benchmarks.watch.Watcher;
import io.posthorn.benchmarks.watch.Work;
import io.posthorn.oauth.internal.network.NetworkComponent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link Contender} in a JVM of its own. It is told of the server and of the mailboxes, says each mail that starts its work,
 * answers the questions of {@link WatcherProcess}, and ends with its input.
 */
final class WatcherMain {

    /** Ends what it is told before it begins; it says the same when it has begun. */
    static final String READY = "ready";

    /** Begins a line about a mail: its number, microseconds since it was on its way, octets of its attachment. */
    static final String MAIL = "mail ";

    /** Begins the answer to a question. */
    static final String ANSWER = "answer ";

    private static final int BUFFER = 1 << 16;

    private final PrintStream out;
    private final WatchingHeap heap = new WatchingHeap();
    private final Map<String, String> server = new HashMap<>();
    private final List<Inbox> inboxes = new ArrayList<>();
    private NetworkComponent network = new NetworkComponent();

    private WatcherMain(PrintStream out) {
        this.out = out;
    }

    /** @param arguments name of the contender */
    public static void main(String[] arguments) throws Exception {
        WatcherMain main = new WatcherMain(System.out);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        main.listen(in);
        Contender contender = Contender.valueOf(arguments[0]);
        Watcher watcher = contender.watch(main.server, main.network, main.inboxes, main::work);
        main.say(READY);
        main.answer(in);
        watcher.close();
        System.exit(0);
    }

    private void listen(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.equals(READY)) {
            int end = line.indexOf('=');
            if (line.startsWith("inbox=")) {
                add(line.substring(end + 1).split(" "));
            } else {
                server.put(line.substring(0, end), line.substring(end + 1));
            }
            line = in.readLine();
        }
    }

    /** After the rest of what is told. */
    private void add(String... words) {
        if (inboxes.isEmpty()) {
            network = Stand.trusting(Path.of(server.getOrDefault("ca.file", "")));
        }
        int port = Integer.parseInt(server.getOrDefault("imap.port", ""));
        inboxes.add(new Inbox(server.getOrDefault("host", ""), port, words[0], words[1], words[2], network.tls()));
    }

    private void work(String subject, Work.Attachment attachment) throws IOException {
        long now =
                ChronoUnit.MICROS.between(Instant.EPOCH, InstantSource.system().instant());
        String[] words = subject.split(" ");
        long octets = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = attachment.open()) {
            int count = in.read(buffer);
            while (count >= 0) {
                octets += count;
                count = in.read(buffer);
            }
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        say(MAIL + words[1] + " " + (now - Long.parseLong(words[2])) + " " + octets);
    }

    private void answer(BufferedReader in) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        String question = in.readLine();
        while (question != null) {
            say(ANSWER
                    + (question.equals("heap")
                            ? heap.mostAfterCollection() + " " + WatchingHeap.peak()
                            : threads.getThreadCount() + " " + threads.getPeakThreadCount()));
            question = in.readLine();
        }
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }
}
