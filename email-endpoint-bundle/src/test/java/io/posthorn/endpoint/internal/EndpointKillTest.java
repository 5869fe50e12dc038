package io.posthorn.endpoint.internal;

import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers that watch a mailbox are killed again and again (SIGKILL) while mails come in, and the sandbox counts what becomes of
 * them. The long form is in docs/reliability.md: {@code -Dposthorn.endpoint.kills=300}; {@code -Dposthorn.seed} repeats the
 * delays of a run.
 */
class EndpointKillTest {

    private static final int KILLS = Math.max(1, Integer.getInteger("posthorn.endpoint.kills", 9) / 3);
    private static final long SEED = Long.getLong("posthorn.seed", System.nanoTime());

    /** Mails per kill. */
    private static final int MAILS = 6;

    /** Some mails are worked on within it. */
    private static final Duration RUN = Duration.ofMillis(1200);

    /** Every so many kills, one comes while the process is still starting. */
    private static final int EARLY = 5;

    private static final Duration START = Duration.ofMillis(2000);

    private static final Pattern SUBJECT = Pattern.compile("\r\nSubject: (?:Re: )?(?:Failed - )?(\\S+)\r\n");

    private static final Pattern FILE = Pattern.compile("filename=\"?([\\w.-]+)");

    /** Who watches, on what. */
    enum Case {
        ON_H2,
        ON_POSTGRESQL,
        TWO_ON_POSTGRESQL
    }

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final List<String> sent = new ArrayList<>();
    private final List<String> invoked = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void afterEveryKill_eachMailIsAnsweredOnce_andPutAwayOnce(Case one) throws Exception {
        try (EmbeddedPostgres postgres = one == Case.ON_H2 ? null : EmbeddedPostgres.start();
                Sandbox sandbox = EndpointStand.sandbox()) {
            Map<String, String> settings =
                    settings(sandbox, postgres == null ? "" : postgres.getJdbcUrl("postgres", "postgres"));
            List<String> ends;
            try (EndpointProcess other = one == Case.TWO_ON_POSTGRESQL ? start(settings) : null) {
                for (int kill = 1; kill <= KILLS; kill++) {
                    kill(kill, sandbox, settings, other != null);
                }
                ends = drain(sandbox, settings, other);
            }
            check(sandbox, ends, one);
        }
    }

    private EndpointProcess start(Map<String, String> settings) throws IOException {
        return EndpointProcess.start(folder, settings);
    }

    private Map<String, String> settings(Sandbox sandbox, String jdbcUrl) throws IOException {
        sandbox.exchange()
                .limits()
                .connections(1_000)
                .messagesPerMinute(1_000_000)
                .recipientsPerDay(100_000_000);
        Map<String, String> settings = new HashMap<>(Map.of(
                "jdbc.url",
                jdbcUrl,
                "folder",
                folder.resolve("store").toString(),
                "lease",
                "PT3S",
                "ca.file",
                Files.copy(sandbox.caFile(), folder.resolve("ca.pem")).toString()));
        EndpointStand.emailPage(sandbox).forEach((name, value) -> settings.put("email:" + name, value));
        settings.put("email:keep.sent", "1000");
        // A slow line, so that kills come while mails are on their way.
        String slow = String.valueOf(
                sandbox.proxy(Protocol.IMAP).latency(Duration.ofMillis(3)).port());
        EndpointStand.page(
                        sandbox,
                        sandbox.user("orders"),
                        "orders",
                        "inbox.port",
                        slow,
                        "input.mappings",
                        "document=*.txt\nsubject=%SUBJECT%",
                        "output.mappings",
                        "result=%F.out",
                        "use.original.subject",
                        "true",
                        "error.email.subject.prefix",
                        "Failed",
                        "error.email.subject",
                        "-",
                        "tries",
                        "8")
                .forEach((name, value) -> settings.put("endpoint:" + name, String.valueOf(value)));
        return settings;
    }

    private void kill(int number, Sandbox sandbox, Map<String, String> settings, boolean two) throws Exception {
        deliver(sandbox, MAILS / 2);
        try (EndpointProcess process = start(settings)) {
            if (number % EARLY == 0) {
                process.kill(part(START));
            } else {
                process.awaitWord(EndpointLoop.READY);
                if (number % 2 == 0 && !two) { // the other may be faster
                    process.awaitWord(EndpointLoop.INVOKED);
                }
                deliver(sandbox, MAILS - MAILS / 2);
                process.kill(part(RUN));
            }
            invoked.addAll(process.after(EndpointLoop.INVOKED));
        }
    }

    private Duration part(Duration whole) {
        return Duration.ofNanos((long) (random.nextDouble() * whole.toNanos()));
    }

    /** Of every 7 one without Message-ID, of every 5 one with three attachments, of every 11 one that makes the service fail. */
    private void deliver(Sandbox sandbox, int count) {
        for (int i = 0; i < count; i++) {
            int number = sent.size() + 1;
            String subject = (number % 11 == 0 ? "poison" : "mail") + number;
            String messageId = number % 7 == 0 ? "" : "<" + subject + "@contoso.test>";
            String[] files = number % 5 == 0 ? new String[] {"a.txt", "b.txt", "c.txt"} : new String[] {"a.txt"};
            sent.add(subject);
            sandbox.deliver(
                    sandbox.user("orders"),
                    EndpointStand.message(sandbox.user("bob").address(), subject, messageId, "", files));
        }
    }

    /** The last process ends what is left. */
    private List<String> drain(Sandbox sandbox, Map<String, String> settings, EndpointProcess other) throws Exception {
        try (EndpointProcess last = other == null ? start(settings) : other) {
            last.awaitOrEnd(() -> sandbox.messages(sandbox.user("orders")).isEmpty());
            last.drain();
            invoked.addAll(last.after(EndpointLoop.INVOKED));
            List<String> ends = new ArrayList<>();
            last.after(EndpointLoop.ROW).forEach(row -> ends.add(EndpointLoop.ROW + row));
            last.after(EndpointLoop.ANSWER).forEach(answer -> ends.add(EndpointLoop.ANSWER + answer));
            return ends;
        }
    }

    private void check(Sandbox sandbox, List<String> ends, Case one) {
        User orders = sandbox.user("orders");
        User bob = sandbox.user("bob");
        assertThat(sandbox.messages(orders)).isEmpty();
        List<String> processed = subjects(sandbox.exchange().messages(orders, "Processed"));
        List<String> quarantined = sent.stream().anyMatch(subject -> subject.startsWith("poison"))
                ? subjects(sandbox.exchange().messages(orders, "Quarantine"))
                : List.of();
        String seed = "seed " + SEED;
        List<String> away = new ArrayList<>(processed);
        away.addAll(quarantined);
        assertThat(away).as("each mail is put away once, " + seed).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(quarantined).as(seed).allMatch(subject -> subject.startsWith("poison"));
        assertThat(invoked.stream().map(line -> line.split(" ")[0]).collect(Collectors.toSet()))
                .as("each was invoked, " + seed)
                .containsExactlyInAnyOrderElementsOf(new TreeSet<>(sent));
        assertThat(ends.stream().filter(end -> end.startsWith(EndpointLoop.ROW)))
                .as("each mail is in the ledger once, " + seed)
                .hasSize(sent.size());
        assertThat(ends.stream().filter(end -> end.startsWith("row DONE")))
                .as(seed)
                .hasSameSizeAs(processed);
        assertThat(ends.stream().filter(end -> end.startsWith("row QUARANTINED")))
                .as(seed)
                .hasSameSizeAs(quarantined);

        Map<String, String> answers = new TreeMap<>(); // by key
        ends.stream()
                .filter(end -> end.startsWith(EndpointLoop.ANSWER))
                .map(end -> end.split(" "))
                .forEach(words -> assertThat(answers.put(words[2], words[1]))
                        .as(words[2] + ", " + seed)
                        .isNull());
        Map<String, Integer> arrived = arrived(sandbox.messages(bob));
        assertThat(arrived.values()).as("doubled, " + seed + " " + arrived).allMatch(count -> count == 1);
        Map<String, String> keys = new HashMap<>(); // what was invoked by subject and file
        Map<String, Set<String>> ids = new HashMap<>();
        Map<String, List<Integer>> attempts = new HashMap<>();
        for (String line : invoked) {
            String[] words = line.split(" ");
            String id = words[2].substring(0, words[2].indexOf('/'));
            ids.computeIfAbsent(words[0], subject -> new HashSet<>()).add(id);
            boolean poison = words[0].startsWith("poison");
            String answer = poison ? words[0] : words[0] + " " + words[1].replace(".txt", ".out");
            keys.put(answer, poison ? id + "/failure/0" : words[2]);
            attempts.computeIfAbsent(words[2], key -> new ArrayList<>()).add(Integer.valueOf(words[3]));
        }
        assertThat(ids.values()).as("under one id, " + seed).allMatch(all -> all.size() == 1);
        assertThat(attempts.values())
                .as("and was told which attempt it was, " + seed)
                .allMatch(all -> all.size() == new HashSet<>(all).size());
        assertThat(answers.keySet())
                .as("each answer is in the outbox, " + seed)
                .containsExactlyInAnyOrderElementsOf(keys.values());
        keys.forEach((answer, key) -> assertThat(arrived.containsKey(answer))
                .as(answer + " is " + answers.get(key) + ", " + seed)
                .isEqualTo("SENT".equals(answers.get(key))));
        attempts.keySet()
                .retainAll(new HashSet<>(keys.values())); // not the poison, which is tried again without a crash
        long again = attempts.values().stream().filter(all -> all.size() > 1).count();
        System.out.printf(
                "%s: %d kills, %d mails, each put away once; %d invocations, %d answers' once more after a crash; %d answers, none twice,"
                        + " %d in doubt that had not arrived (seed %d)%n",
                one,
                KILLS,
                sent.size(),
                invoked.size(),
                again,
                arrived.size(),
                answers.values().stream().filter("IN_DOUBT"::equals).count(),
                SEED);
    }

    private static List<String> subjects(List<byte[]> messages) {
        return messages.stream().map(EndpointKillTest::subject).toList();
    }

    private static String subject(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        Matcher subject = SUBJECT.matcher(text);
        assertThat(subject.find()).as(text).isTrue();
        return subject.group(1);
    }

    /** How often each answer has arrived: by its subject and the file that it holds. */
    private static Map<String, Integer> arrived(List<byte[]> messages) {
        Map<String, Integer> counts = new TreeMap<>();
        for (byte[] message : messages) {
            Matcher file = FILE.matcher(new String(message, StandardCharsets.ISO_8859_1));
            String name = file.find() ? " " + file.group(1) : "";
            counts.merge(subject(message) + name, 1, Integer::sum);
        }
        return counts;
    }

    /** Subject and attempt of each invocation. */
    private List<String> words() {
        return invoked.stream()
                .map(line -> line.split(" ")[0] + " " + line.split(" ")[3])
                .toList();
    }

    @Test
    void aServerThatWasFrozen_findsItsMailTakenOver_andAnswersNothingTwice() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Sandbox sandbox = EndpointStand.sandbox()) {
            Map<String, String> settings = settings(sandbox, postgres.getJdbcUrl("postgres", "postgres"));
            User orders = sandbox.user("orders");
            User bob = sandbox.user("bob");
            sandbox.deliver(
                    orders, EndpointStand.message(bob.address(), "frozen", "<frozen@contoso.test>", "", "a.txt"));
            try (EndpointProcess frozen = start(settings)) {
                frozen.awaitWord(EndpointLoop.READ); // or it would find the mail gone, and stop there
                frozen.signal("STOP");
                try (EndpointProcess other = start(settings)) {
                    other.awaitOrEnd(() -> sandbox.messages(orders).isEmpty());
                    frozen.signal("CONT");
                    frozen.drain();
                    invoked.addAll(frozen.after(EndpointLoop.INVOKED));
                    assertThat(frozen.log()).contains("another server has taken it over");
                    other.drain();
                    invoked.addAll(other.after(EndpointLoop.INVOKED));
                    assertThat(other.after(EndpointLoop.ROW))
                            .singleElement()
                            .satisfies(row -> assertThat(row).startsWith("DONE"));
                    assertThat(other.after(EndpointLoop.ANSWER))
                            .singleElement()
                            .satisfies(answer -> assertThat(answer).startsWith("SENT"));
                }
            }
            assertThat(words()).containsExactly("frozen 1", "frozen 2");
            assertThat(subjects(sandbox.exchange().messages(orders, "Processed")))
                    .containsExactly("frozen");
            assertThat(subjects(sandbox.messages(bob))).containsExactly("frozen");
        }
    }

    @Test
    void aMailThatKillsItsServer_goesToQuarantine_withoutBeingInvokedOnceMore() throws Exception {
        try (Sandbox sandbox = EndpointStand.sandbox()) {
            Map<String, String> settings = settings(sandbox, "");
            settings.put("endpoint:tries", "2");
            User orders = sandbox.user("orders");
            for (String subject : List.of("deadly", "good")) {
                sandbox.deliver(
                        orders,
                        EndpointStand.message(
                                sandbox.user("bob").address(), subject, "<" + subject + "@contoso.test>", "", "a.txt"));
            }
            for (int i = 0; i < 2; i++) {
                try (EndpointProcess process = start(settings)) {
                    process.awaitEnd();
                    invoked.addAll(process.after(EndpointLoop.INVOKED));
                }
            }
            List<String> ends = drain(sandbox, settings, null);
            assertThat(words()).containsExactly("deadly 1", "deadly 2", "good 1");
            assertThat(subjects(sandbox.exchange().messages(orders, "Quarantine")))
                    .containsExactly("deadly");
            assertThat(subjects(sandbox.exchange().messages(orders, "Processed")))
                    .containsExactly("good");
            assertThat(ends).hasSize(4);
        }
    }
}
