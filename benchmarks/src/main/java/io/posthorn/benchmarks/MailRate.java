package io.posthorn.benchmarks;

import io.posthorn.benchmarks.peer.AngusKept;
import io.posthorn.benchmarks.peer.AngusTransportSend;
import io.posthorn.benchmarks.peer.Mail;
import io.posthorn.benchmarks.peer.Sender;
import io.posthorn.benchmarks.peer.SimpleJavaMail;
import io.posthorn.benchmarks.peer.Submission;
import io.posthorn.benchmarks.peer.VertxMail;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.store.internal.Stores;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Mails a second on three connections, ours and the peers', to the same server in a JVM of its own; and the round trips of
 * a mail on a connection that is there.
 *
 * @param warmUp of each sender in each round
 * @param time that is measured then
 * @param rounds in each of which every sender has its turn
 * @param attachment octets of the large mail's attachment; the small mail is 1 KB of text
 * @param latencies of a round trip, each measured
 */
record MailRate(Duration warmUp, Duration time, int rounds, int attachment, Duration... latencies) {

    private static final int CONNECTIONS = 3;

    /** Times the warm-up, before the first round, so that no round measures a JVM that still compiles. */
    private static final int FIRST_WARM_UPS = 15;

    private static final int COUNTED = 10;
    private static final String OUTSIDE = "somebody@fabrikam.test";

    /** @return whether each sender's every mail was accepted by the server, and no other */
    boolean run(PrintStream out) throws Exception {
        try (MailServerProcess server = MailServerProcess.free();
                TemporaryFolder folder = new TemporaryFolder()) {
            Map<String, Mail> mails = new LinkedHashMap<>();
            mails.put("1 KB", Mail.text(server.detail("user"), OUTSIDE, 1_000));
            mails.put(attachment / 1_000 + " KB", Mail.attachment(server.detail("user"), OUTSIDE, attachment));
            boolean whole = true;
            for (Duration latency : latencies) {
                Map<String, Sender> senders = senders(server, server.smtpPort(latency), folder.path());
                try {
                    for (Map.Entry<String, Mail> mail : mails.entrySet()) {
                        String cell = mail.getKey() + ", round trip " + latency.toMillis() + " ms";
                        whole &= cell(cell, mail.getValue(), senders, server, out);
                    }
                    roundTrips(latency, mails, senders, server, out);
                } finally {
                    senders.values().forEach(Sender::close);
                }
            }
            return whole;
        }
    }

    private static Map<String, Sender> senders(MailServerProcess server, int port, Path folder) {
        NetworkComponent network = Stand.trusting(Path.of(server.detail("ca.file")));
        Submission submission = server.submission(network.tls()).behind(port);
        Map<String, Sender> senders = new LinkedHashMap<>();
        Path store = folder.resolve("store" + port);
        senders.put("posthorn", MailStand.free(server, port, Stores.embedded(store), network));
        senders.put("Angus Transport.send", new AngusTransportSend(submission));
        senders.put("Angus, kept transports", new AngusKept(submission));
        senders.put("Simple Java Mail, batch module", SimpleJavaMail.with(submission, CONNECTIONS));
        senders.put("Vert.x mail client", VertxMail.with(submission, CONNECTIONS));
        return senders;
    }

    private boolean cell(String cell, Mail mail, Map<String, Sender> senders, MailServerProcess server, PrintStream out)
            throws InterruptedException {
        Map<String, MailRounds> results = new LinkedHashMap<>();
        for (Map.Entry<String, Sender> sender : senders.entrySet()) {
            results.put(sender.getKey(), new MailRounds());
            Load.during(
                    warmUp.multipliedBy(FIRST_WARM_UPS),
                    CONNECTIONS,
                    number -> sender.getValue().send(mail, "Warm up " + number));
        }
        List<Map.Entry<String, Sender>> order = new ArrayList<>(senders.entrySet());
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Sender> sender : order) {
                MailRounds result = results.computeIfAbsent(sender.getKey(), name -> new MailRounds());
                if (result.whole()) {
                    result.add(round(mail, sender.getValue(), server));
                }
            }
            Collections.rotate(order, -1); // the first of a round is not always the same
        }
        try (Table table = new Table(
                out,
                cell,
                "Messages a second, median",
                "of the best peer's",
                "Round by round",
                "Sent",
                "Accepted by the server",
                "Failure")) {
            double best = peers(results)
                    .filter(MailRounds::whole)
                    .mapToDouble(MailRounds::median)
                    .max()
                    .orElse(Double.NaN);
            results.forEach((name, result) -> result.print(name, best, table));
        }
        return results.values().stream().allMatch(MailRounds::whole);
    }

    private static Stream<MailRounds> peers(Map<String, MailRounds> results) {
        return results.entrySet().stream()
                .filter(result -> !result.getKey().equals("posthorn"))
                .map(Map.Entry::getValue);
    }

    private MailRounds.One round(Mail mail, Sender sender, MailServerProcess server) throws InterruptedException {
        Load.Call call = number -> sender.send(mail, "Benchmark " + number);
        Load cold = Load.during(warmUp, CONNECTIONS, call);
        if (cold.failures() > 0) {
            return new MailRounds.One(cold, cold.done());
        }
        MailServerProcess.Counts before = server.counts();
        Load load = Load.during(time, CONNECTIONS, call);
        return new MailRounds.One(load, server.counts().since(before).accepted());
    }

    private static void roundTrips(
            Duration latency,
            Map<String, Mail> mails,
            Map<String, Sender> senders,
            MailServerProcess server,
            PrintStream out)
            throws InterruptedException {
        String[] head = Stream.concat(
                        Stream.of("Round trips of a warm mail, as the server saw them; " + latency.toMillis() + " ms"),
                        mails.keySet().stream())
                .toArray(String[]::new);
        try (Table table = new Table(out, head)) {
            for (Map.Entry<String, Sender> sender : senders.entrySet()) {
                Stream.Builder<Object> row = Stream.builder().add(sender.getKey());
                for (Mail mail : mails.values()) {
                    row.add(roundTrips(mail, sender.getValue(), server));
                }
                table.row(row.build().toArray());
            }
        }
    }

    /** By one thread, so that no connection is new. */
    private static String roundTrips(Mail mail, Sender sender, MailServerProcess server) throws InterruptedException {
        Load.Call call = number -> sender.send(mail, "Counted " + number);
        Load cold = Load.of(1, 1, call);
        if (cold.failures() > 0) {
            return "void: " + cold.firstFailure();
        }
        MailServerProcess.Counts before = server.counts();
        Load load = Load.of(COUNTED, 1, call);
        MailServerProcess.Counts counts = server.counts().since(before);
        return load.done() == COUNTED && counts.accepted() == COUNTED
                ? String.format("%.1f", counts.roundTrips() / (double) COUNTED)
                : "void: " + load.firstFailure();
    }
}
