package io.posthorn.email.internal;

import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.OutboxEntry.State;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;
import io.posthorn.store.internal.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Real databases that fail while mail is submitted and sent. */
class OutboxTroubleTest {

    private static final String RECONNECT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = '%1$s' AND pid <> pg_backend_pid();";

    private static final int MAILS = 6;

    private interface Step {
        void run() throws Exception;
    }

    private static void await(BooleanSupplier condition, String description) {
        await(condition, () -> description);
    }

    private static void await(BooleanSupplier condition, Supplier<String> description) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("In vain: " + description.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    @Test
    void postgresqlThatIsReadOnlyForAWhile_losesAndDoublesNothing() throws Exception {
        postgres(
                "is read-only",
                "ALTER DATABASE %1$s SET default_transaction_read_only = on;" + RECONNECT,
                "ALTER DATABASE %1$s RESET default_transaction_read_only;" + RECONNECT);
    }

    @Test
    void postgresqlThatIsFullForAWhile_losesAndDoublesNothing() throws Exception {
        postgres(
                "no space left on its disk",
                "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END$$;"
                        + "CREATE TRIGGER trouble BEFORE INSERT OR UPDATE ON outbox_mail"
                        + " FOR EACH ROW EXECUTE FUNCTION refuse();",
                "DROP TRIGGER trouble ON outbox_mail;");
    }

    @Test
    void postgresqlThatIsGoneForAWhile_losesAndDoublesNothing() throws Exception {
        String jdbcUrl = Postgres.newDatabase();
        String name = jdbcUrl.replaceAll(".*/([a-z0-9]+)(\\?.*)?$", "$1");
        String server = jdbcUrl.replace("/" + name, "/postgres");
        trouble(
                new TemporaryStore(folder -> Postgres.open(jdbcUrl, folder)),
                "",
                () -> {
                    Postgres.run(server, "ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
                    for (int i = 0; i < 10; i++) { // one that was just being opened is seen only by a later look
                        Postgres.run(server, RECONNECT.replace("%1$s", name));
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                    }
                },
                () -> Postgres.run(server, "ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true"));
    }

    private static void postgres(String says, String begins, String ends) throws Exception {
        String jdbcUrl = Postgres.newDatabase();
        trouble(
                new TemporaryStore(folder -> Postgres.open(jdbcUrl, folder)),
                says,
                () -> Postgres.run(jdbcUrl, begins),
                () -> Postgres.run(jdbcUrl, ends));
    }

    @Test
    void h2OnAFullDisk_losesAndDoublesNothing() throws Exception {
        Path disk = Files.createTempDirectory("posthorn-disk");
        assumeTrue(runs("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString()), "no right to mount a disk");
        Path filler = disk.resolve("filler");
        try {
            trouble(
                    new TemporaryStore(folder -> Stores.embedded(disk.resolve("store"))),
                    "no space left on its disk",
                    () -> fill(filler),
                    () -> Files.delete(filler));
        } finally {
            runs("umount", disk.toString());
            Files.delete(disk);
        }
    }

    /** The file is opened while it cannot be written to, and again once it can. */
    @Test
    void h2ThatIsReadOnlyAtFirst_refusesWhatIsSubmitted_andSendsWhatItHasAfterwards(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("posthorn.mv.db");
        OutboxEntry before;
        try (Stand stand = new Stand(Sandbox.start(), new TemporaryStore(other -> Stores.embedded(folder)))) {
            EmailService service = stand.service();
            stand.outbox.pause(stand.alice.address());
            before = service.submit(mail(stand, "before"), "before");
        }
        assumeTrue(runs("chattr", "+i", file.toString()), "no right to make a file immutable");
        try (Stand stand = new Stand(Sandbox.start(), new TemporaryStore(other -> Stores.embedded(folder)))) {
            EmailService service = stand.service();
            EmailException refused = refusal(service, stand, "", new ArrayList<>());
            assertThat(refused).hasMessageContaining("outbox is out of reach").hasMessageContaining("is read-only");
            assertThat(runs("chattr", "-i", file.toString())).isTrue();
            await(() -> takes(service, stand, new ArrayList<>()), "it takes mail again");
            stand.outbox.resume(stand.alice.address());
            await(() -> state(stand, before) == State.SENT, "what was there is sent");
        } finally {
            runs("chattr", "-i", file.toString());
        }
    }

    private static void fill(Path filler) {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException e) {
            // It is full.
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }

    private static void trouble(TemporaryStore store, String says, Step begins, Step ends) throws Exception {
        try (Stand stand = new Stand(Sandbox.start(), store)) {
            stand.sandbox.exchange().limits().messagesPerMinute(1_000_000);
            User bob = stand.sandbox.user("bob");
            EmailService service = stand.service();
            List<OutboxEntry> taken = new ArrayList<>();
            for (int i = 0; i < MAILS; i++) {
                taken.add(service.submit(mail(stand, "m" + i), "m" + i));
            }
            await(() -> !stand.sandbox.messages(bob).isEmpty(), "the first mail");
            begins.run();
            EmailException refused = refusal(service, stand, says, taken);
            assertThat(refused.kind()).isIn(Kind.TEMPORARY, Kind.APPLICATION);
            assertThat(refused).hasMessageContaining("outbox is out of reach").hasMessageContaining(says);
            ends.run();
            await(() -> takes(service, stand, taken), "it takes mail again");
            for (OutboxEntry entry : taken) {
                await(
                        () -> state(stand, entry) == State.SENT,
                        () -> entry.key() + " is sent, and not " + stand.outbox.find(entry.id()));
            }
            List<String> subjects = stand.sandbox.messages(bob).stream()
                    .map(message -> new String(message, StandardCharsets.ISO_8859_1)
                            .replaceAll("(?s).*Subject: (\\S+)\r\n.*", "$1"))
                    .toList();
            assertThat(subjects)
                    .doesNotHaveDuplicates()
                    .containsAll(taken.stream().map(OutboxEntry::key).toList());
        }
    }

    /** H2 may have had some room left; and the first connections that are found dead say only that. */
    private static EmailException refusal(EmailService service, Stand stand, String says, List<OutboxEntry> taken) {
        for (int i = 0; i < 200; i++) {
            try {
                taken.add(service.submit(mail(stand, "during" + i), "during" + i));
            } catch (EmailException e) {
                if (String.valueOf(e.getMessage()).contains(says)) {
                    return e;
                }
            }
        }
        throw new AssertionError("It was not refused.");
    }

    private static boolean takes(EmailService service, Stand stand, List<OutboxEntry> taken) {
        try {
            taken.add(service.submit(mail(stand, "after"), "after"));
            return true;
        } catch (EmailException e) {
            return false;
        }
    }

    private static State state(Stand stand, OutboxEntry entry) {
        try {
            return stand.outbox.find(entry.id()).orElseThrow().state();
        } catch (EmailException e) {
            return State.WAITING;
        }
    }

    private static Email mail(Stand stand, String subject) {
        return Email.builder()
                .from(stand.alice.address())
                .to("bob@contoso.test")
                .subject(subject)
                .text("x".repeat(3000))
                .build();
    }
}
