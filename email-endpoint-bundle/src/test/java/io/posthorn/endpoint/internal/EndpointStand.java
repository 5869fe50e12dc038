package io.posthorn.endpoint.internal;

import io.posthorn.email.EmailService;
import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.email.endpoint.Invocation;
import io.posthorn.email.endpoint.InvocationResult;
import io.posthorn.email.internal.EmailServiceComponent;
import io.posthorn.email.internal.EmailServiceConfig;
import io.posthorn.email.internal.MailTransportComponent;
import io.posthorn.email.internal.outbox.OutboxComponent;
import io.posthorn.endpoint.EndpointStatus;
import io.posthorn.endpoint.internal.work.Rhythm;
import io.posthorn.endpoint.internal.work.Services;
import io.posthorn.oauth.internal.TokenServiceComponent;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.oauth.internal.network.NetworkConfig;
import io.posthorn.oauth.internal.network.NetworkPageComponent;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import org.osgi.util.converter.Converters;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A sandbox, an Email service that answers as alice, and endpoints that watch the mailbox orders. */
final class EndpointStand implements AutoCloseable {

    /** Everything soon, so that a test waits for nothing but what happens. */
    static final Rhythm SOON = new Rhythm(
            Duration.ZERO,
            Duration.ofSeconds(2),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            Duration.ofSeconds(5),
            () -> 0);

    final Sandbox sandbox;
    final User alice;
    final User orders;
    final User bob;
    final OpenStore store;
    final OutboxComponent outbox;
    final TokenServiceComponent tokens;
    final EmailService email;
    final EndpointsComponent endpoints;
    private final MailTransportComponent transport;
    private final Map<String, EndpointService> services = new ConcurrentHashMap<>();
    private final Map<String, EndpointComponent> running = new TreeMap<>();

    EndpointStand(Path folder) {
        this(sandbox(), Stores.embedded(folder));
    }

    static Sandbox sandbox() {
        return Sandbox.builder().user("orders").start();
    }

    /** A server that watches mailboxes of a sandbox which others may use, too. */
    EndpointStand(Sandbox sandbox, OpenStore store) {
        this.sandbox = sandbox;
        this.store = store;
        alice = sandbox.user("alice");
        bob = sandbox.user("bob");
        orders = sandbox.user("orders");
        NetworkComponent network = new NetworkComponent();
        Map<String, Object> page = new HashMap<>(Map.of("service.pid", "io.posthorn.network"));
        page.put("trusted.certificates", sandbox.caFile().toString());
        new NetworkPageComponent(Converters.standardConverter().convert(page).to(NetworkConfig.class), page, network);
        sandbox.exchange().limits().messagesPerMinute(1_000_000);
        transport = new MailTransportComponent(network, store);
        tokens = new TokenServiceComponent(store, network, InstantSource.system());
        outbox = new OutboxComponent(store, InstantSource.system());
        email = new EmailServiceComponent(
                Converters.standardConverter().convert(emailPage(sandbox)).to(EmailServiceConfig.class),
                new HashMap<>(emailPage(sandbox)),
                tokens,
                transport,
                outbox);
        endpoints = new EndpointsComponent(new Services() {
            @Override
            public Optional<EndpointService> find(String name) {
                return Optional.ofNullable(services.get(name));
            }

            @Override
            public Set<String> names() {
                return new TreeSet<>(services.keySet());
            }
        });
    }

    static Map<String, String> emailPage(Sandbox sandbox) {
        User alice = sandbox.user("alice");
        Map<String, String> page = new HashMap<>();
        page.put("service.pid", "io.posthorn.email");
        page.put("smtp.host", sandbox.host());
        page.put("smtp.port", String.valueOf(sandbox.smtpPort()));
        page.put("smtp.user", alice.address());
        page.put("receive.host", sandbox.host());
        page.put("receive.port", String.valueOf(sandbox.imapPort()));
        page.put("limit.messages.per.minute", "0");
        page.put("limit.recipients.per.day", "0");
        page.put("oauth", "true");
        page.put("client.id", sandbox.clientId());
        page.put(".client.secret", sandbox.clientSecret());
        page.put(".refresh.token", sandbox.newRefreshToken(alice));
        page.put("authority", sandbox.authority().toString());
        return page;
    }

    /** The work of a service that takes one document and, if it wants, the subject. */
    @FunctionalInterface
    interface Handling {
        InvocationResult of(Invocation invocation) throws Exception;
    }

    /** Registers a service: its name, its parameters, what it does. */
    void service(String name, List<EndpointParameter> parameters, Handling handling) {
        services.put(name, new EndpointService() {
            @Override
            public Map<String, List<EndpointParameter>> operations() {
                return Map.of(INVOKE, parameters);
            }

            @Override
            public InvocationResult invoke(Invocation invocation) throws Exception {
                return handling.of(invocation);
            }
        });
    }

    void unregister(String name) {
        services.remove(name);
    }

    /** The page of an endpoint on that mailbox by OAuth: name, value, name, value. */
    Map<String, Object> page(String name, String... more) {
        return page(sandbox, orders, name, more);
    }

    static Map<String, Object> page(Sandbox sandbox, User mailbox, String name, String... more) {
        Map<String, Object> page = new HashMap<>();
        page.put("service.pid", "io.posthorn.endpoint~" + name);
        page.put("name", name);
        page.put("service", "convert");
        page.put("inbox.host", sandbox.host());
        page.put("inbox.port", String.valueOf(sandbox.imapPort()));
        page.put("inbox.user", mailbox.address());
        page.put("oauth", "true");
        page.put("client.id", sandbox.clientId());
        page.put(".client.secret", sandbox.clientSecret());
        page.put(".refresh.token", sandbox.newRefreshToken(mailbox));
        page.put("authority", sandbox.authority().toString());
        for (int i = 0; i < more.length; i += 2) {
            page.put(more[i], more[i + 1]);
        }
        return page;
    }

    /** Starts an endpoint, in place of an earlier one of the same page. */
    void endpoint(Map<String, Object> page, String... defaults) {
        String pid = String.valueOf(page.get("service.pid"));
        stop(pid);
        Map<String, Object> ofDefaults = new HashMap<>();
        for (int i = 0; i < defaults.length; i += 2) {
            ofDefaults.put(defaults[i], defaults[i + 1]);
        }
        running.put(
                pid,
                new EndpointComponent(
                        page,
                        new Defaults(ofDefaults),
                        email,
                        outbox,
                        tokens,
                        store,
                        endpoints,
                        SOON,
                        InstantSource.system()));
    }

    void stop(String pid) {
        EndpointComponent old = running.remove(pid);
        if (old != null) {
            old.deactivate();
        }
    }

    EndpointStatus status(String name) {
        return endpoints.list().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Delivers a mail from bob to it, with text files of these names. */
    void mail(String subject, String... files) {
        sandbox.deliver(orders, message(bob.address(), subject, "<" + System.nanoTime() + "@contoso.test>", "", files));
    }

    static byte[] message(String from, String subject, String messageId, String headers, String... files) {
        StringBuilder mail = new StringBuilder("From: " + from + "\r\nTo: orders@contoso.test\r\nSubject: " + subject
                + "\r\nDate: Thu, 26 Nov 2026 10:00:00 +0000\r\n" + headers);
        if (!messageId.isEmpty()) {
            mail.append("Message-ID: ").append(messageId).append("\r\n");
        }
        mail.append("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
        mail.append("--b\r\nContent-Type: text/plain\r\n\r\nHello ")
                .append(subject)
                .append("\r\n");
        for (String file : files) {
            mail.append("--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"")
                    .append(file)
                    .append("\"\r\n\r\ncontent of ")
                    .append(file)
                    .append("\r\n");
        }
        return mail.append("--b--\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    List<String> inbox() {
        return text(sandbox.messages(orders));
    }

    List<String> folder(String name) {
        return text(sandbox.exchange().messages(orders, name));
    }

    /** What bob has got. */
    List<String> answers() {
        return text(sandbox.messages(bob));
    }

    private static List<String> text(List<byte[]> messages) {
        List<String> all = new ArrayList<>();
        messages.forEach(one -> all.add(new String(one, StandardCharsets.ISO_8859_1)));
        return all;
    }

    static void await(String description, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("In vain: " + description);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** As a server that stops, but for the sandbox. */
    void shutDown() {
        List.copyOf(running.keySet()).forEach(this::stop);
        endpoints.deactivate();
        outbox.deactivate();
        transport.deactivate();
        tokens.deactivate();
        store.close();
    }

    @Override
    public void close() {
        shutDown();
        sandbox.close();
    }
}
