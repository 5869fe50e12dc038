package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailService;
import io.posthorn.email.OutboxEntry.State;
import io.posthorn.email.internal.outbox.OutboxComponent;
import io.posthorn.email.internal.outbox.OutboxRows;
import io.posthorn.email.internal.outbox.Outboxes;
import io.posthorn.oauth.internal.TokenServiceComponent;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import org.osgi.util.converter.Converters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server of its own for tests that kill it: submits mails with the keys PREFIX-1, PREFIX-2 and so on, which are their
 * subjects, too, and sends them. It prints each key once {@code submit} has returned, then waits until nothing waits, and
 * prints each mail's end.
 */
final class OutboxLoop {

    static final String SUBMITTED = "submitted ";
    static final String ENDED = "ended ";

    private static final PrintStream out = System.out;

    private OutboxLoop() {}

    public static void main(String[] none) throws Exception {
        // Settings hold secrets, so they come by the standard input, up to an empty line.
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Map<String, String> settings = new HashMap<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        }
        Thread parent = new Thread(() -> endWith(in));
        parent.setDaemon(true);
        parent.start();
        try {
            run(settings);
            Runtime.getRuntime().halt(0);
        } catch (Throwable e) {
            // The threads of the outbox would keep the process alive, and silent.
            e.printStackTrace();
            Runtime.getRuntime().halt(2);
        }
    }

    /** The parent holds the other end, and the system closes it even if that one is killed. */
    private static void endWith(BufferedReader in) {
        try {
            in.read();
        } catch (IOException e) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(1);
    }

    private static volatile Duration ahead = Duration.ZERO;

    private static void run(Map<String, String> settings) throws Exception {
        NetworkComponent network = new NetworkComponent();
        Stand.fill(network, "trusted.certificates", settings.get("ca.file"));
        OpenStore store = store(settings);
        OutboxComponent outbox =
                Outboxes.quick(store, () -> Instant.now().plus(ahead), Duration.parse(settings.get("lease")));
        Map<String, String> page = new HashMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith("page:")) {
                page.put(name.substring("page:".length()), value);
            }
        });
        EmailService service = new EmailServiceComponent(
                Converters.standardConverter().convert(page).to(EmailServiceConfig.class),
                new HashMap<>(page),
                new TokenServiceComponent(store, network),
                new MailTransportComponent(network, store),
                outbox);
        submit(service, page.get("smtp.user"), settings);
        drain(outbox, store);
    }

    private static void submit(EmailService service, String from, Map<String, String> settings) {
        String prefix = settings.get("prefix");
        int mails = Integer.parseInt(settings.get("mails"));
        // Some are written in pieces before they are committed.
        Document large = Document.of("large.bin", "", new byte[500_000]);
        for (int i = 1; i <= mails; i++) {
            String key = prefix + "-" + i;
            Email.Builder mail = Email.builder()
                    .from(from)
                    .to(settings.get("to"))
                    .subject(key)
                    .text("Mail " + key);
            if (i % 7 == 0) {
                mail.attachment(large);
            }
            try {
                service.submit(mail.build(), key);
                say(SUBMITTED + key);
            } catch (EmailException e) {
                say("refused " + e.getMessage());
            }
        }
    }

    private static synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    private static void drain(OutboxComponent outbox, OpenStore store) {
        while (!outbox.list(1, State.WAITING, State.SENDING).isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        ahead = Duration.ofMinutes(11); // the time for searches is over after the next one
        while (searches(store) > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        for (State state : List.of(State.SENT, State.REFUSED, State.IN_DOUBT)) {
            outbox.list(1_000_000, state)
                    .forEach(entry -> say(ENDED + state + " " + entry.key()
                            + (entry.cause().contains("Sent Items") ? " found" : "")));
        }
        outbox.deactivate();
        say("done");
    }

    private static long searches(OpenStore store) {
        return store.transact(OutboxRows.SCHEMA, connection -> {
            try (var sql = connection.createStatement();
                    var row = sql.executeQuery(
                            "SELECT COUNT(*) FROM outbox_mail WHERE state = 'IN_DOUBT' AND next_try IS NOT NULL")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static OpenStore store(Map<String, String> settings) {
        Path folder = Path.of(settings.get("folder"));
        String url = settings.get("jdbc.url");
        return url.isEmpty() ? Stores.embedded(folder) : Stores.postgres(url, Postgres.USER, Postgres.USER, folder);
    }
}
