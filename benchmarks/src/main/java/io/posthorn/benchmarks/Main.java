package io.posthorn.benchmarks;

import org.openjdk.jmh.runner.options.TimeValue;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Runs the benchmarks that it is told, or all: {@code cached}, {@code expiry}, {@code accounts} of tokens, {@code mail},
 * {@code limits}, {@code outbox}; {@code latency}, {@code idle}, {@code backlog}, {@code dovecot}, {@code large}, {@code mailboxes} of
 * endpoints. {@code dovecot} needs Debian's dovecot-imapd, and to be root.
 */
final class Main {

    /** Until a contender must be done with its backlog. */
    private static final Duration BACKLOG_TIME = Duration.ofMinutes(Long.getLong("posthorn.backlog.minutes", 20));

    private static final List<String> ALL = List.of(
            "cached",
            "expiry",
            "accounts",
            "mail",
            "limits",
            "outbox",
            "latency",
            "idle",
            "backlog",
            "dovecot",
            "large",
            "mailboxes");

    private static final List<Contender> FASTEST = List.of(Contender.POSTHORN, Contender.CAMEL_1S, Contender.SPRING);

    private static final int BACKLOG = Integer.getInteger("posthorn.backlog", 1_000);

    private static final int DOVECOT_BACKLOG = Integer.getInteger("posthorn.backlog", 10_000);

    private static final Duration SILENCE = Duration.ofMinutes(2);

    private Main() {}

    public static void main(String[] names) throws Exception {
        Locale.setDefault(Locale.ROOT);
        if (!Set.copyOf(ALL).containsAll(List.of(names))) {
            System.err.println(
                    "There is no such benchmark. Give any of: " + String.join(", ", ALL) + "; or none, for all.");
            System.exit(2);
        }
        PrintStream out = System.out;
        out.printf(
                "JDK %s, %d cores, %d MiB of heap%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() / 1024 / 1024);
        for (String name : names.length == 0 ? ALL : List.of(names)) {
            if (names.length == 0
                    && name.equals("dovecot")
                    && !DovecotMailbox.obstacle().isEmpty()) {
                out.println("dovecot is left out. " + DovecotMailbox.obstacle());
            } else {
                run(name, out);
            }
        }
        System.exit(0); // MSAL4J and the sandbox leave threads
    }

    private static void run(String name, PrintStream out) throws Exception {
        switch (name) {
            case "cached" -> {
                new CachedTokens(2, 5, TimeValue.seconds(1), 1, 2).run(out);
                new Allocation(20, 1_000_000).run(out);
            }
            case "expiry" -> new Expiry(1_000, 5).run(out);
            case "mail" ->
                new MailRate(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(8),
                                5,
                                1_000_000,
                                Duration.ZERO,
                                Duration.ofMillis(20))
                        .run(out);
            case "limits" -> new MailLimit(300, 20, 10).run(out);
            case "outbox" -> new OutboxRate(Duration.ofSeconds(2), Duration.ofSeconds(8), 3, 100_000).run(out);
            case "latency" -> new EndpointLatency(FASTEST, 20, 200, Duration.ofMillis(200)).run(out);
            case "idle" ->
                new EndpointIdle(List.of(Contender.values()), Duration.ofSeconds(20), Duration.ofMinutes(8)).run(out);
            case "backlog" -> backlog(SandboxMailbox::new, BACKLOG).run(out);
            case "dovecot" -> backlog(DovecotMailbox::new, DOVECOT_BACKLOG).run(out);
            case "large" ->
                new EndpointBacklog(SandboxMailbox::new, FASTEST, 50, 25_000_000, 96, Duration.ofMinutes(10), SILENCE)
                        .run(out);
            case "mailboxes" -> new EndpointCrowd(FASTEST, 100).run(out);
            default -> new ManyAccounts(1_000, 1_000, 10_000).run(out);
        }
    }

    private static EndpointBacklog backlog(Supplier<FullMailbox> place, int mails) {
        return new EndpointBacklog(place, FASTEST, mails, 10_000, 512, BACKLOG_TIME, SILENCE);
    }
}
