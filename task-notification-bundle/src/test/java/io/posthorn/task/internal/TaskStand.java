package io.posthorn.task.internal;

import io.posthorn.email.Address;
import io.posthorn.email.EmailService;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.internal.EmailServiceComponent;
import io.posthorn.email.internal.EmailServiceConfig;
import io.posthorn.email.internal.MailTransportComponent;
import io.posthorn.email.internal.outbox.OutboxComponent;
import io.posthorn.oauth.internal.TokenServiceComponent;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.oauth.internal.network.NetworkConfig;
import io.posthorn.oauth.internal.network.NetworkPageComponent;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import io.posthorn.task.Assignee;
import io.posthorn.task.Recipient;
import io.posthorn.task.internal.recipients.Resolvers;
import io.posthorn.task.internal.recipients.TestResolvers;
import io.posthorn.task.internal.reply.Tags;
import io.posthorn.task.internal.template.TypePages;
import io.posthorn.task.internal.template.TypePagesOfTests;
import org.osgi.util.converter.Converters;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A sandbox, an Email service that points at it, and notifiers on it. Users are anna and ben; reviewers are both. */
final class TaskStand implements AutoCloseable {

    final Sandbox sandbox = Sandbox.start();
    final User alice = sandbox.user("alice");
    final User anna = sandbox.user("bob");
    final OpenStore store;
    final OutboxComponent outbox;
    final TokenServiceComponent tokens;
    final TypePages types = new TypePages();
    final Tags tags;
    volatile Instant now = Instant.now();

    private final MailTransportComponent transport;
    private final Map<String, Assignee> known = new HashMap<>();

    TaskStand(Path folder) {
        NetworkComponent network = new NetworkComponent();
        Map<String, Object> page = new HashMap<>(Map.of("service.pid", "io.posthorn.network"));
        page.put("trusted.certificates", sandbox.caFile().toString());
        new NetworkPageComponent(Converters.standardConverter().convert(page).to(NetworkConfig.class), page, network);
        sandbox.exchange().limits().messagesPerMinute(1_000_000);
        store = Stores.embedded(folder);
        transport = new MailTransportComponent(network, store, () -> now);
        tokens = new TokenServiceComponent(store, network, () -> now);
        outbox = new OutboxComponent(store, () -> now);
        tags = new Tags(store, () -> now);
        Recipient first = new Recipient("anna", Address.of(anna.address()));
        Recipient second = new Recipient("ben", Address.of(alice.address()));
        know(new Assignee("anna", "Anna", false, List.of(first)));
        know(new Assignee("reviewers", "Reviewers", true, List.of(first, second, new Recipient("carl", null))));
        know(new Assignee("carl", "Carl", false, List.of(new Recipient("carl", null))));
        know(new Assignee("nobody", "Nobody", true, List.of()));
    }

    void know(Assignee assignee) {
        known.put(assignee.id(), assignee);
    }

    Map<String, String> emailPage() {
        Map<String, String> page = new HashMap<>();
        page.put("service.pid", "io.posthorn.email");
        page.put("smtp.host", sandbox.host());
        page.put("smtp.port", String.valueOf(sandbox.smtpPort()));
        page.put("smtp.user", alice.address());
        page.put("receive.host", sandbox.host());
        page.put("receive.port", String.valueOf(sandbox.imapPort()));
        page.put("limit.messages.per.minute", "0"); // the clock stands still
        page.put("limit.recipients.per.day", "0");
        page.put("oauth", "true");
        page.put("client.id", sandbox.clientId());
        page.put(".client.secret", sandbox.clientSecret());
        page.put(".refresh.token", sandbox.newRefreshToken(alice));
        page.put("authority", sandbox.authority().toString());
        return page;
    }

    EmailService email(Map<String, String> page) {
        return new EmailServiceComponent(
                Converters.standardConverter().convert(page).to(EmailServiceConfig.class),
                new HashMap<>(page),
                tokens,
                transport,
                outbox);
    }

    /** On the Email service's settings, unless the page says otherwise: name, value, name, value. */
    TaskNotifierComponent notifier(String... fields) {
        return notifier(email(emailPage()), fields);
    }

    TaskNotifierComponent notifier(EmailService email, String... fields) {
        Map<String, Object> page = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            page.put(fields[i], fields[i + 1]);
        }
        Resolvers resolvers = TestResolvers.of(id -> Optional.ofNullable(known.get(id)));
        TaskConfig config = Converters.standardConverter().convert(page).to(TaskConfig.class);
        return new TaskNotifierComponent(config, page, email, tokens, resolvers, types, tags);
    }

    /** The page of a type: name, value, name, value. */
    void typePage(String... fields) {
        TypePagesOfTests.put(types, fields);
    }

    void awaitSent(OutboxEntry entry) {
        await(() -> outbox.find(entry.id()).orElseThrow().state() == OutboxEntry.State.SENT, entry.subject());
    }

    static void await(BooleanSupplier condition, String description) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("In vain: " + description);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** As they came. */
    List<String> messages(User user) {
        return sandbox.messages(user).stream()
                .map(message -> new String(message, StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Override
    public void close() {
        outbox.deactivate();
        transport.deactivate();
        tokens.deactivate();
        store.close();
        sandbox.close();
    }
}
