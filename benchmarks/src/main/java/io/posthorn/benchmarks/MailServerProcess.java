package io.posthorn.benchmarks;

import io.posthorn.benchmarks.peer.Submission;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A running {@link MailServer}. */
final class MailServerProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final Map<String, String> details = new HashMap<>();

    /**
     * What has come to the server since it started.
     *
     * @param accepted mails
     * @param tooFast replies 432
     * @param roundTrips in which clients waited for it
     * @param connections that were opened
     */
    record Counts(long accepted, long tooFast, long roundTrips, long connections) {

        Counts since(Counts before) {
            return new Counts(
                    accepted - before.accepted,
                    tooFast - before.tooFast,
                    roundTrips - before.roundTrips,
                    connections - before.connections);
        }
    }

    /**
     * What lies in the mailbox inside.
     *
     * @param mails all
     * @param different ones, by their subjects
     */
    record Arrived(long mails, long different) {}

    private MailServerProcess(String limits, ScaledClock clock, int moreUsers) {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dsun.net.httpserver.nodelay=true",
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            MailServer.class.getName(),
                            limits,
                            clock.from().toString(),
                            String.valueOf(clock.speed()),
                            String.valueOf(moreUsers))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            answers = process.inputReader(StandardCharsets.UTF_8);
            questions = process.outputWriter(StandardCharsets.UTF_8);
            readDetails();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without limits. */
    static MailServerProcess free() {
        return new MailServerProcess(MailServer.FREE, ScaledClock.fromNow(1), 0);
    }

    /** Without limits, with so many mailboxes to watch. */
    static MailServerProcess watched(int inboxes) {
        return new MailServerProcess(MailServer.FREE, ScaledClock.fromNow(1), inboxes);
    }

    /** With Exchange's, by that clock. */
    static MailServerProcess limited(ScaledClock clock) {
        return new MailServerProcess(MailServer.LIMITED, clock, 0);
    }

    private void readDetails() throws IOException {
        String line = line();
        while (!line.equals(MailServer.READY)) {
            int end = line.indexOf('=');
            details.put(line.substring(0, end), line.substring(end + 1));
            line = line();
        }
    }

    private String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("The mail server has ended.");
        }
        return line;
    }

    /** One thing that it has said of itself. */
    String detail(String name) {
        return Objects.requireNonNull(details.get(name), name);
    }

    /** All that it has said of itself; some of it is secret. */
    Map<String, String> details() {
        return Map.copyOf(details);
    }

    Submission submission(SSLContext tls) {
        return new Submission(
                detail("host"),
                Integer.parseInt(detail("smtp.port")),
                detail("user"),
                detail("access.token"),
                Path.of(detail("ca.file")),
                tls);
    }

    /** The port of SMTP from where a round trip takes so long. */
    int smtpPort(Duration roundTrip) {
        return roundTrip.isZero()
                ? Integer.parseInt(detail("smtp.port"))
                : Integer.parseInt(ask("behind " + roundTrip.toNanos()));
    }

    Counts counts() {
        long[] numbers = numbers(ask("counts"));
        return new Counts(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    Arrived arrived() {
        long[] numbers = numbers(ask("arrived"));
        return new Arrived(numbers[0], numbers[1]);
    }

    /** A mailbox that nobody has watched yet: its address, an access token, a refresh token. */
    String newInbox() {
        return ask("inbox");
    }

    /**
     * Delivers mails and returns when they are there.
     *
     * @param address of the inbox
     * @param first number of the first of them
     * @param count how many
     * @param octets of each, about
     */
    void deliver(String address, long first, int count, int octets) {
        ask("deliver " + address + " " + first + " " + count + " " + octets);
    }

    /** How often clients have given which command of IMAP so far. */
    Commands commands() {
        return Commands.parse(ask("commands"));
    }

    /** How many connections are open now. */
    long openConnections() {
        return Long.parseLong(ask("open"));
    }

    private static long[] numbers(String answer) {
        return Arrays.stream(answer.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    private synchronized String ask(String question) {
        try {
            questions.write(question + "\n");
            questions.flush();
            return line();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            questions.close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
    }

    /** The names of what it says of itself, for a mistake's message; the values are secrets. */
    @Override
    public String toString() {
        return "MailServerProcess" + List.copyOf(details.keySet());
    }
}
