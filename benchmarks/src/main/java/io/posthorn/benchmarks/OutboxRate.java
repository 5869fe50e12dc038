package io.posthorn.benchmarks;

import io.posthorn.benchmarks.peer.Mail;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the outbox takes: mails a second that are safely on disk, beside sending at once; and a start with many that wait.
 * Meanwhile it sends at Exchange's pace, which is next to nothing.
 *
 * @param warmUp of each call in each round
 * @param time that is measured then
 * @param rounds in each of which every call has its turn
 * @param entries that wait at the start
 */
record OutboxRate(Duration warmUp, Duration time, int rounds, int entries) {

    private static final String OUTSIDE = "somebody@fabrikam.test";
    private static final int MANY = 8;

    /** @return how many calls failed */
    long run(PrintStream out) throws Exception {
        long failures = 0;
        try (Postgres postgres = new Postgres()) {
            for (int octets : new int[] {1_000, 1_000_000}) {
                failures += cell("H2", octets, embedded(), out);
                failures += cell("PostgreSQL", octets, on(postgres), out);
            }
            try (Table table = new Table(
                    out,
                    "Start",
                    "Mails that wait",
                    "Service made after, ms",
                    "First submit answered after, ms",
                    "Heap in use then, MiB",
                    "Failures")) {
                for (int waiting : new int[] {0, entries}) {
                    failures += start("H2", waiting, embedded(), table);
                    failures += start("PostgreSQL", waiting, on(postgres), table);
                }
            }
        }
        return failures;
    }

    /** Opens the same store each time. */
    private record Place(TemporaryFolder folder, Supplier<OpenStore> stores) implements AutoCloseable {

        @Override
        public void close() {
            folder.close();
        }
    }

    private static Place embedded() {
        TemporaryFolder folder = new TemporaryFolder();
        return new Place(folder, () -> Stores.embedded(folder.path()));
    }

    private static Place on(Postgres postgres) throws Exception {
        TemporaryFolder folder = new TemporaryFolder();
        String database = postgres.newDatabase();
        return new Place(folder, () -> postgres.open(database, folder.path()));
    }

    private static Mail mail(MailServerProcess server, int octets) {
        String from = server.detail("user");
        return octets < 100_000 ? Mail.text(from, OUTSIDE, octets) : Mail.attachment(from, OUTSIDE, octets);
    }

    private static NetworkComponent network(MailServerProcess server) {
        return Stand.trusting(Path.of(server.detail("ca.file")));
    }

    private static MailStand limited(MailServerProcess server, Place place) {
        return MailStand.limited(server, place.stores().get(), network(server), ScaledClock.fromNow(1));
    }

    private long cell(String database, int octets, Place place, PrintStream out) throws InterruptedException {
        Map<String, MailRounds> results = new LinkedHashMap<>();
        try (place;
                TemporaryFolder other = new TemporaryFolder();
                MailServerProcess free = MailServerProcess.free();
                MailServerProcess limited = MailServerProcess.limited(ScaledClock.fromNow(1));
                MailStand direct = MailStand.free(
                        free, free.smtpPort(Duration.ZERO), Stores.embedded(other.path()), network(free));
                MailStand outbox = limited(limited, place)) {
            Load.Call send = number -> direct.send(mail(free, octets), "Sent " + number);
            Load.Call submit = number -> submit(outbox, mail(limited, octets), "Submitted " + number, "");
            for (int round = 0; round < rounds; round++) {
                add(results, "send, 1 thread", 1, send);
                add(results, "submit, 1 thread", 1, submit);
                add(results, "submit, " + MANY + " threads", MANY, submit);
            }
        }
        try (Table table = new Table(
                out,
                database + ", " + octets / 1_000 + " KB",
                "A second, median",
                "Round by round",
                "p50, ms",
                "p99, ms",
                "Calls",
                "Failure")) {
            results.forEach((name, result) -> result.printCalls(name, table));
        }
        return results.values().stream().mapToLong(MailRounds::failures).sum();
    }

    private void add(Map<String, MailRounds> results, String name, int threads, Load.Call call)
            throws InterruptedException {
        Load.during(warmUp, threads, call);
        Load load = Load.during(time, threads, call);
        results.computeIfAbsent(name, key -> new MailRounds()).add(new MailRounds.One(load, load.done()));
    }

    private static String submit(MailStand stand, Mail mail, String subject, String key) {
        return stand.service().submit(MailStand.compose(mail, subject), key).id();
    }

    /** Filled by the door that everybody uses, closed, and opened again. */
    private static long start(String database, int waiting, Place place, Table table) throws InterruptedException {
        try (place;
                MailServerProcess server = MailServerProcess.limited(ScaledClock.fromNow(1))) {
            Mail mail = mail(server, 1_000);
            String first;
            Load filling;
            try (MailStand stand = limited(server, place)) {
                first = submit(stand, mail, "The first", "first");
                filling = Load.of(waiting, MANY, number -> submit(stand, mail, "Waiting " + number, ""));
            }
            long begin = System.nanoTime();
            try (MailStand stand = limited(server, place)) {
                long made = System.nanoTime() - begin;
                boolean same = submit(stand, mail, "The first", "first").equals(first);
                long answered = System.nanoTime() - begin;
                long failures = filling.failures() + (same ? 0 : 1);
                table.row(
                        database,
                        waiting,
                        String.format("%,.1f", made / 1e6),
                        String.format("%,.1f", answered / 1e6),
                        String.format("%,.1f", Heap.used() / 1024.0 / 1024.0),
                        failures);
                return failures;
            }
        }
    }
}
