package io.posthorn.endpoint.internal;

import io.posthorn.email.Document;
import io.posthorn.email.EmailService;
import io.posthorn.email.OutboxEntry.State;
import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointParameter.Type;
import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.email.endpoint.Invocation;
import io.posthorn.email.endpoint.InvocationResult;
import io.posthorn.email.internal.EmailServiceComponent;
import io.posthorn.email.internal.EmailServiceConfig;
import io.posthorn.email.internal.MailTransportComponent;
import io.posthorn.email.internal.outbox.OutboxComponent;
import io.posthorn.email.internal.outbox.QuickOutbox;
import io.posthorn.endpoint.internal.ledger.LedgerRows;
import io.posthorn.endpoint.internal.work.Rhythm;
import io.posthorn.oauth.internal.TokenServiceComponent;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.oauth.internal.network.NetworkConfig;
import io.posthorn.oauth.internal.network.NetworkPageComponent;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import org.osgi.util.converter.Converters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A server of its own for tests that kill it: one endpoint, whose service says what it is invoked by. A mail with the subject
 * {@code poison…} makes it fail, one with {@code frozen…} takes its time, and one with {@code deadly…} ends the process. Told to {@code drain}, it waits until nothing is
 * left to do, and prints how each mail and each answer has ended.
 */
final class EndpointLoop {

    static final String READY = "ready";
    static final String INVOKED = "invoked ";

    /** The document has been read. */
    static final String READ = "read ";

    static final String ANSWER = "answer ";
    static final String ROW = "row ";
    static final String DRAIN = "drain";
    static final String DONE = "done";

    /** Stands for the end of a line within a value. */
    static final String NEW_LINE = "\u2424";

    private static final PrintStream out = System.out;

    private static volatile Duration ahead = Duration.ZERO;

    private final InstantSource clock = () -> Instant.now().plus(ahead);
    private final Map<String, String> settings;
    private final OpenStore store;
    private final TokenServiceComponent tokens;
    private final OutboxComponent outbox;
    private final EmailService email;
    private final EndpointsComponent all;

    private EndpointLoop(Map<String, String> settings) {
        this.settings = settings;
        NetworkComponent network = new NetworkComponent();
        Map<String, Object> page = new HashMap<>(Map.of("service.pid", "io.posthorn.network"));
        page.put("trusted.certificates", setting("ca.file"));
        new NetworkPageComponent(Converters.standardConverter().convert(page).to(NetworkConfig.class), page, network);
        Path folder = Path.of(setting("folder"));
        String url = setting("jdbc.url");
        store = url.isEmpty() ? Stores.embedded(folder) : Stores.postgres(url, "postgres", "postgres", folder);
        tokens = new TokenServiceComponent(store, network, InstantSource.system());
        outbox = QuickOutbox.open(store, clock, lease());
        email = new EmailServiceComponent(
                Converters.standardConverter().convert(page("email:")).to(EmailServiceConfig.class),
                page("email:"),
                tokens,
                new MailTransportComponent(network, store),
                outbox);
        all = new EndpointsComponent(new OneService(new Saying()));
    }

    private String setting(String name) {
        return settings.getOrDefault(name, "");
    }

    private Duration lease() {
        return Duration.parse(setting("lease"));
    }

    private Map<String, Object> page(String prefix) {
        Map<String, Object> page = new HashMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                page.put(name.substring(prefix.length()), value);
            }
        });
        return page;
    }

    public static void main(String[] none) throws Exception {
        // Settings hold secrets, so they come by the standard input, up to an empty line.
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Map<String, String> settings = new HashMap<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1).replace(NEW_LINE, "\n"));
        }
        try {
            new EndpointLoop(settings).run(in);
            Runtime.getRuntime().halt(0);
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(2);
        }
    }

    private void run(BufferedReader in) throws IOException {
        EndpointComponent endpoint = endpoint();
        say(READY);
        String order = in.readLine(); // null if the parent has gone
        if (order == null) {
            Runtime.getRuntime().halt(1);
        }
        Thread parent = new Thread(() -> endWith(in));
        parent.setDaemon(true);
        parent.start();
        await(() -> outbox.list(1, State.WAITING, State.SENDING).isEmpty());
        ahead = Duration.ofMinutes(11); // the time for searches is over, and what was moved by a dead server is noted
        endpoint.deactivate();
        EndpointComponent again = endpoint();
        await(() -> QuickOutbox.searches(store) == 0);
        await(() -> LedgerRows.all(store).stream().allMatch(row -> row.state().isTidy()));
        again.deactivate();
        LedgerRows.all(store).forEach(row -> say(ROW + row.state() + " " + row.id()));
        for (State state : List.of(State.SENT, State.REFUSED, State.IN_DOUBT)) {
            outbox.list(1_000_000, state).forEach(entry -> say(ANSWER + state + " " + entry.key()));
        }
        say(DONE);
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

    private EndpointComponent endpoint() {
        return new EndpointComponent(
                page("endpoint:"), new Defaults(Map.of()), email, outbox, tokens, store, all, rhythm(lease()), clock);
    }

    static Rhythm rhythm(Duration lease) {
        Rhythm soon = EndpointStand.SOON;
        return new Rhythm(
                Duration.ZERO,
                soon.sweep(),
                soon.glance(),
                soon.first(),
                soon.longest(),
                soon.again(),
                lease,
                soon.jitter());
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Reads its document, and answers with its size. */
    private static final class Saying implements EndpointService {

        @Override
        public Map<String, List<EndpointParameter>> operations() {
            return Map.of(
                    INVOKE,
                    List.of(
                            EndpointParameter.required("document", Type.DOCUMENT),
                            EndpointParameter.optional("subject", Type.STRING)));
        }

        @Override
        public InvocationResult invoke(Invocation invocation) throws Exception {
            String subject = invocation.text("subject");
            Document document = invocation.document("document").orElseThrow();
            say(INVOKED + subject + " " + document.name() + " " + invocation.id() + " " + invocation.attempt());
            long size;
            try (InputStream in = document.open()) {
                size = in.transferTo(OutputStream.nullOutputStream());
            }
            say(READ + subject);
            if (subject.startsWith("frozen") && invocation.attempt() == 1) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3)); // while the test stops the process
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50)); // so that kills come in its midst
            if (subject.startsWith("poison")) {
                throw new IllegalStateException("It hurts.");
            }
            if (subject.startsWith("deadly")) {
                Runtime.getRuntime().halt(9);
            }
            return InvocationResult.done(
                    "result", Document.of("x", "text/plain", ("It has " + size).getBytes(StandardCharsets.UTF_8)));
        }
    }
}
