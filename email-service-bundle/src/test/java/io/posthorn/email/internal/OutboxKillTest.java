package io.posthorn.email.internal;

import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server is killed again and again (SIGKILL) while it submits and sends, and the sandbox counts what has arrived. The long
 * form is in docs/reliability.md: {@code -Dposthorn.outbox.kills=1000}; {@code -Dposthorn.seed} repeats the delays of a run.
 */
class OutboxKillTest {

    private static final int KILLS = Integer.getInteger("posthorn.outbox.kills", 8) / 2;
    private static final long SEED = Long.getLong("posthorn.seed", System.nanoTime());

    /**
     * How many mails can be in flight when a process is killed. On PostgreSQL, a killed process' connections count for another
     * 30 seconds among those that are allowed; so there any number is, and the outbox sends ten mails at once.
     */
    private static final int ON_H2 = 1;

    private static final int ON_POSTGRES = 10;

    private static final int OFTEN = 50;

    /** Some mails go out within it. Every second time, it begins when the first mail of the process has arrived. */
    private static final Duration RUN = Duration.ofMillis(800);

    /** Every so many kills, one comes while the process is still starting, and settles what the last has left. */
    private static final int EARLY = 5;

    private static final Duration START = Duration.ofMillis(1500);

    private static final Duration LATENCY = Duration.ofMillis(4);

    private static final Pattern SUBJECT = Pattern.compile("Subject: (\\S+)\r\n");

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final List<String> submitted = new ArrayList<>();
    private int inDoubt;
    private int found;

    @ParameterizedTest(name = "PostgreSQL: {0}")
    @ValueSource(booleans = {false, true})
    void afterEveryKill_eachMailThatWasTaken_hasArrivedOnce_orIsShownInDoubt(boolean postgres) throws Exception {
        String jdbcUrl = postgres ? Postgres.newDatabase() : "";
        try (Stand stand = new Stand(Sandbox.start())) {
            stand.sandbox
                    .exchange()
                    .limits()
                    .connections(1_000)
                    .messagesPerMinute(1_000_000)
                    .recipientsPerDay(100_000_000);
            Map<String, String> settings = settings(stand, jdbcUrl);
            Map<String, String> page = new HashMap<>(stand.page());
            // A slow line, so that kills come while mails are on their way.
            page.put(
                    "smtp.port",
                    String.valueOf(
                            stand.sandbox.proxy(Protocol.SMTP).latency(LATENCY).port()));
            page.put("limit.connections", postgres ? "0" : String.valueOf(ON_H2));
            page.put("limit.messages.per.minute", "0");
            page.put("limit.recipients.per.day", "0");
            page.put("keep.sent", "1000");
            User bob = stand.sandbox.user("bob");
            for (int kill = 1; kill <= KILLS; kill++) {
                kill(kill, settings, page, () -> stand.sandbox.messages(bob).size());
                if (kill % OFTEN == 0) {
                    report(jdbcUrl, kill, arrived(stand, bob).size());
                }
            }
            settings.put("mails", "0");
            Map<String, String> ends = new HashMap<>();
            try (OutboxProcess last = OutboxProcess.start(folder, settings, page)) {
                last.awaitEnd();
                for (String end : last.after(OutboxLoop.ENDED)) {
                    String[] words = end.split(" ");
                    ends.put(words[1], words[0]);
                    found += words.length > 2 && words[0].equals("SENT") ? 1 : 0;
                }
            }
            check(ends, arrived(stand, bob), postgres ? ON_POSTGRES : ON_H2);
            report(jdbcUrl, KILLS, arrived(stand, bob).size());
        }
    }

    private Map<String, String> settings(Stand stand, String jdbcUrl) throws IOException {
        Path caFile = Files.copy(stand.sandbox.caFile(), folder.resolve("ca.pem"));
        return new HashMap<>(Map.of(
                "jdbc.url",
                jdbcUrl,
                "folder",
                folder.resolve("store").toString(),
                "lease",
                "PT2S",
                "ca.file",
                caFile.toString(),
                "to",
                stand.sandbox.user("bob").address(),
                "mails",
                "20"));
    }

    private void kill(int number, Map<String, String> settings, Map<String, String> page, IntSupplier arrivals)
            throws Exception {
        settings.put("prefix", "k" + number);
        try (OutboxProcess process = OutboxProcess.start(folder, settings, page)) {
            if (number % EARLY == 0) {
                process.kill(part(START));
            } else {
                process.awaitSubmit();
                int before = number % 2 == 0 ? arrivals.getAsInt() : -1;
                process.awaitOrEnd(() -> arrivals.getAsInt() > before);
                process.kill(part(RUN));
            }
            submitted.addAll(process.after(OutboxLoop.SUBMITTED));
            assertThat(process.after("refused ")).isEmpty();
        }
    }

    private Duration part(Duration whole) {
        return Duration.ofNanos((long) (random.nextDouble() * whole.toNanos()));
    }

    /** How often each subject has arrived. */
    private static Map<String, Integer> arrived(Stand stand, User user) {
        Map<String, Integer> counts = new TreeMap<>();
        for (byte[] message : stand.sandbox.messages(user)) {
            Matcher subject = SUBJECT.matcher(
                    new String(message, 0, Math.min(message.length, 2000), StandardCharsets.ISO_8859_1));
            assertThat(subject.find()).isTrue();
            counts.merge(subject.group(1), 1, Integer::sum);
        }
        return counts;
    }

    private void check(Map<String, String> ends, Map<String, Integer> arrived, int inFlight) {
        String description = "seed " + SEED;
        assertThat(arrived.values()).as("doubled, " + description).allMatch(count -> count == 1);
        assertThat(ends.keySet()).as("taken and gone, " + description).containsAll(submitted);
        assertThat(ends.keySet()).as("arrived, and not known, " + description).containsAll(arrived.keySet());
        ends.forEach((key, state) -> assertThat(arrived.containsKey(key))
                .as(key + " is " + state + ", " + description)
                .isEqualTo(state.equals("SENT")));
        inDoubt = (int) ends.values().stream().filter("IN_DOUBT"::equals).count();
        assertThat(inDoubt).as("at most what was in flight, " + description).isLessThanOrEqualTo(KILLS * inFlight);
    }

    private void report(String jdbcUrl, int kills, int arrived) {
        System.out.printf(
                "%s: %d kills, %d mails taken, %d arrived, none twice; %d in doubt and found in Sent Items,"
                        + " %d in doubt that had not arrived (seed %d)%n",
                jdbcUrl.isEmpty() ? "H2" : "PostgreSQL", kills, submitted.size(), arrived, found, inDoubt, SEED);
    }
}
