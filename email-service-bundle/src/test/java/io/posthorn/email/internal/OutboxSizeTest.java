package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.OutboxEntry.State;
import io.posthorn.email.internal.outbox.OutboxComponent;
import io.posthorn.email.internal.outbox.OutboxRows;
import io.posthorn.email.internal.outbox.Outboxes;
import io.posthorn.oauth.internal.TokenServiceComponent;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.util.converter.Converters;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** Large mails in little memory, and many mails. */
class OutboxSizeTest {

    /** Of the document; base64 makes about 150 MB of it, which is all that Exchange takes. */
    private static final long SIZE = Long.getLong("posthorn.outbox.large", 30) << 20;

    private static final int MANY = Integer.getInteger("posthorn.outbox.many", 100_000);

    @Test
    void largeMail_isSubmittedAndSent_with64MegabytesOfMemory(@TempDir Path folder) throws Exception {
        try (Stand stand = new Stand()) {
            stand.sandbox.exchange().keepSentItems(false);
            Properties page = new Properties();
            page.putAll(stand.page());
            Path file = folder.resolve("page.properties");
            try (OutputStream out = Files.newOutputStream(file)) {
                page.store(out, null);
            }
            Path output = folder.resolve("output.txt");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-Djava.io.tmpdir=" + folder,
                            "-Dposthorn.outbox.large=" + (SIZE >> 20),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OutboxSizeTest.class.getName(),
                            file.toString(),
                            stand.sandbox.caFile().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int exit = process.waitFor();
            assertThat(Files.readString(output)).contains("SENT");
            assertThat(exit).isZero();
            assertThat(stand.sandbox.messages(stand.alice))
                    .singleElement()
                    .satisfies(message -> assertThat(message).hasSizeGreaterThan((int) (SIZE * 4 / 3)));
        }
    }

    /** The process: two arguments, the page and the trusted certificates. */
    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            properties.load(in);
        }
        Map<String, String> page = new HashMap<>();
        properties.forEach((name, value) -> page.put((String) name, (String) value));
        NetworkComponent network = new NetworkComponent();
        Stand.fill(network, "trusted.certificates", args[1]);
        OpenStore store = Stores.embedded(Path.of(args[0]).resolveSibling("store"));
        OutboxComponent outbox = Outboxes.quick(store, InstantSource.system());
        EmailService service = new EmailServiceComponent(
                Converters.standardConverter().convert(page).to(EmailServiceConfig.class),
                new HashMap<>(page),
                new TokenServiceComponent(store, network),
                new MailTransportComponent(network, store),
                outbox);
        String address = page.get("smtp.user");
        Email email = Email.builder()
                .from(address)
                .to(address)
                .subject("Large")
                .attachment(new Document("large.bin", "", Noise::new))
                .build();
        OutboxEntry entry = service.submit(email, "large");
        OutboxEntry now = entry;
        while (now.state() == State.WAITING || now.state() == State.SENDING) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            now = outbox.find(entry.id()).orElseThrow();
        }
        System.out.println(now.state() + " " + now.cause());
        outbox.deactivate();
        store.close();
        System.exit(0);
    }

    /** Bytes that do not repeat. */
    private static final class Noise extends InputStream {

        private final SplittableRandom random = new SplittableRandom(42);
        private long left = SIZE;

        @Override
        public int read() {
            return left-- > 0 ? random.nextInt(256) : -1;
        }
    }

    /** No time is measured: with 100,000 rows read at every step, this would take longer than a test may. */
    @ParameterizedTest(name = "PostgreSQL: {0}")
    @ValueSource(booleans = {false, true})
    void manyMailsThatWait_slowNeitherTheStartNorASubmitNorASend(boolean postgres) throws Exception {
        try (Stand stand = new Stand(
                io.posthorn.sandbox.Sandbox.start(),
                postgres ? new TemporaryStore(Postgres::newStore) : new TemporaryStore())) {
            EmailService service = stand.service("outbox.size", "4096");
            stand.outbox.pause(stand.alice.address());
            OutboxEntry model = service.submit(mail(stand, "Model"), "");
            stand.store.store().transact(OutboxRows.SCHEMA, connection -> {
                try (var sql = connection.prepareStatement(
                        "INSERT INTO outbox_mail (id, mailbox, state, message_id, facts, octets, chunks, submitted_at, tries,"
                                + " next_try, cause, attempt) SELECT 'many-' || n, mailbox, state, message_id, facts, octets,"
                                + " chunks, submitted_at, 0, next_try + 3600000, '', 0 FROM outbox_mail, "
                                + (postgres ? "generate_series(1, ?) AS s(n)" : "system_range(1, ?) AS s(n)"))) {
                    sql.setInt(1, MANY);
                    return sql.executeUpdate();
                }
            });
            ((EmailServiceComponent) service).deactivate();
            stand.outbox.deactivate();
            OutboxComponent again = Outboxes.quick(stand.store.store(), () -> stand.now);
            try {
                EmailService restarted = stand.service(stand.page(), again);
                again.resume(stand.alice.address());
                awaitSent(again, model);
                for (int i = 0; i < 20; i++) {
                    awaitSent(again, restarted.submit(mail(stand, "m" + i), "m" + i));
                }
                assertThat(again.mailboxes().get(0).waiting()).isEqualTo(MANY);
                assertThat(again.list(3)).hasSize(3);
            } finally {
                again.deactivate();
            }
        }
    }

    private static void awaitSent(OutboxComponent outbox, OutboxEntry entry) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (outbox.find(entry.id()).orElseThrow().state() != State.SENT) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static Email mail(Stand stand, String subject) {
        return Email.builder()
                .from(stand.alice.address())
                .to("bob@contoso.test")
                .subject(subject)
                .text(new String(new byte[100], StandardCharsets.US_ASCII).replace('\0', 'x'))
                .build();
    }
}
