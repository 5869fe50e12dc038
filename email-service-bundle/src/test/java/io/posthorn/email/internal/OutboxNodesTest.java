package io.posthorn.email.internal;

import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;
import io.posthorn.store.internal.OpenStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/** Two servers on one PostgreSQL. One is killed or frozen while it sends; the other goes on, and nothing arrives twice. */
class OutboxNodesTest {

    private static final int MAILS = 15;

    @TempDir
    private Path folder;

    private static void await(BooleanSupplier condition, String description) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("In vain: " + description);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private interface Harm {
        void to(OutboxProcess process) throws Exception;
    }

    @Test
    void oneThatIsKilledWhileItSends_isTakenOver_andNothingArrivesTwice() throws Exception {
        run(process -> process.kill(Duration.ZERO), process -> {});
    }

    @Test
    void oneThatIsFrozenWhileItSends_isTakenOver_andBreaksOffWhenItWakes() throws Exception {
        run(process -> process.signal("STOP"), process -> {
            process.signal("CONT");
            process.awaitEnd();
        });
    }

    private void run(Harm harm, Harm afterwards) throws Exception {
        try (Stand stand = new Stand(Sandbox.start())) {
            stand.sandbox.exchange().limits().messagesPerMinute(1_000_000);
            User bob = stand.sandbox.user("bob");
            // A slow line, so that the harm comes in the midst of a mail.
            FaultProxy proxy = stand.sandbox.proxy(Protocol.SMTP).latency(Duration.ofMillis(5));
            Map<String, String> page = new HashMap<>(stand.page());
            page.put("smtp.port", String.valueOf(proxy.port()));
            page.put("limit.connections", "1");
            Map<String, String> settings = settings(stand);
            try (OutboxProcess one = OutboxProcess.start(folder, settings, page)) {
                await(() -> !stand.sandbox.messages(bob).isEmpty(), "the first mail");
                harm.to(one);
                Map<String, String> others = new HashMap<>(settings);
                others.put("mails", "0");
                try (OutboxProcess other = OutboxProcess.start(folder, others, page)) {
                    other.awaitEnd();
                    List<String> ends = other.after(OutboxLoop.ENDED);
                    afterwards.to(one);
                    check(stand, bob, one, ends);
                }
            }
        }
    }

    private static void check(Stand stand, User bob, OutboxProcess one, List<String> ends) {
        List<String> subjects = stand.sandbox.messages(bob).stream()
                .map(message -> new String(message, StandardCharsets.ISO_8859_1)
                        .replaceAll("(?s).*Subject: (\\S+)\r\n.*", "$1"))
                .toList();
        assertThat(subjects).doesNotHaveDuplicates();
        List<String> sent = ends.stream()
                .filter(end -> end.startsWith("SENT"))
                .map(end -> end.substring(5).replace(" found", ""))
                .toList();
        assertThat(subjects).containsAll(sent);
        List<String> all = ends.stream().map(end -> end.split(" ")[1]).toList();
        for (String taken : one.after(OutboxLoop.SUBMITTED)) {
            // A frozen one may go on submitting when it wakes: then it sends that itself.
            assertThat(all.contains(taken) || subjects.contains(taken))
                    .as(taken + " is lost")
                    .isTrue();
        }
        assertThat(ends).filteredOn(end -> end.startsWith("IN_DOUBT")).hasSizeLessThanOrEqualTo(1);
    }

    private Map<String, String> settings(Stand stand) throws Exception {
        String jdbcUrl = Postgres.newDatabase();
        try (OpenStore store = Postgres.open(jdbcUrl, folder.resolve("store"))) {
            store.seal("", new io.posthorn.store.SealedColumn("outbox_mail", "id", "facts"), "");
        }
        Path caFile = Files.copy(stand.sandbox.caFile(), folder.resolve("ca.pem"));
        return new HashMap<>(Map.of(
                "jdbc.url", jdbcUrl,
                "folder", folder.resolve("store").toString(),
                "lease", "PT3S",
                "prefix", "n",
                "ca.file", caFile.toString(),
                "to", stand.sandbox.user("bob").address(),
                "mails", String.valueOf(MAILS)));
    }
}
