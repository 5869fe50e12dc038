package io.posthorn.inventory.internal;

import io.posthorn.email.Email;
import io.posthorn.email.Outbox;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.internal.EmailServiceComponent;
import io.posthorn.email.internal.EmailServiceConfig;
import io.posthorn.email.internal.MailTransportComponent;
import io.posthorn.email.internal.outbox.OutboxComponent;
import io.posthorn.endpoint.internal.Defaults;
import io.posthorn.endpoint.internal.EndpointComponent;
import io.posthorn.endpoint.internal.EndpointsComponent;
import io.posthorn.endpoint.internal.NoServices;
import io.posthorn.oauth.internal.TokenServiceComponent;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.oauth.internal.network.NetworkConfig;
import io.posthorn.oauth.internal.network.NetworkPageComponent;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import org.osgi.util.converter.Converters;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The services of a server that mails as alice of a sandbox, and the report on them. */
final class InventoryStand implements AutoCloseable {

    private final Sandbox sandbox = Sandbox.builder()
            .user("orders")
            .rejectRecipient("nobody@elsewhere.test")
            .start();
    private final OpenStore store;
    private final NetworkComponent network = new NetworkComponent();
    private final TokenServiceComponent tokens;
    private final MailTransportComponent transport;
    private final OutboxComponent outbox;
    private final EmailServiceComponent email;
    private final EndpointsComponent endpoints = NoServices.endpoints();
    private final List<EndpointComponent> running = new ArrayList<>();

    /** @param folder of the store */
    InventoryStand(Path folder) {
        store = Stores.embedded(folder);
        Map<String, Object> trust = new HashMap<>(Map.of("service.pid", "io.posthorn.network"));
        trust.put("trusted.certificates", sandbox.caFile().toString());
        new NetworkPageComponent(Converters.standardConverter().convert(trust).to(NetworkConfig.class), trust, network);
        tokens = new TokenServiceComponent(store, network, InstantSource.system());
        transport = new MailTransportComponent(network, store);
        outbox = new OutboxComponent(store, InstantSource.system());
        Map<String, Object> page = page("alice");
        page.put("service.pid", "io.posthorn.email");
        page.put("smtp.host", sandbox.host());
        page.put("smtp.port", String.valueOf(sandbox.smtpPort()));
        page.put("smtp.user", sandbox.user("alice").address());
        email = new EmailServiceComponent(
                Converters.standardConverter().convert(page).to(EmailServiceConfig.class),
                page,
                tokens,
                transport,
                outbox);
    }

    private Map<String, Object> page(String user) {
        Map<String, Object> page = new HashMap<>();
        page.put("oauth", "true");
        page.put("client.id", sandbox.clientId());
        page.put(".client.secret", sandbox.clientSecret());
        page.put(".refresh.token", sandbox.newRefreshToken(sandbox.user(user)));
        page.put("authority", sandbox.authority().toString());
        return page;
    }

    String bob() {
        return sandbox.user("bob").address();
    }

    List<String> secrets() {
        return sandbox.issuedSecrets();
    }

    Outbox outbox() {
        return outbox;
    }

    OutboxEntry submitted(String to, String subject) {
        Email mail = Email.builder()
                .from(sandbox.user("alice").address())
                .to(to)
                .subject(subject)
                .text("A text.")
                .build();
        return email.submit(mail, "");
    }

    OutboxEntry.State state(OutboxEntry entry) {
        return outbox.find(entry.id()).orElseThrow().state();
    }

    /** An endpoint on the mailbox orders, and more of its page: name, value, name, value. */
    void endpoint(String name, String... more) {
        Map<String, Object> page = page("orders");
        page.put("service.pid", "io.posthorn.endpoint~" + name);
        page.put("name", name);
        page.put("service", "convert");
        page.put("inbox.host", sandbox.host());
        page.put("inbox.port", String.valueOf(sandbox.imapPort()));
        page.put("inbox.user", sandbox.user("orders").address());
        page.put("folder", name);
        for (int i = 0; i < more.length; i += 2) {
            page.put(more[i], more[i + 1]);
        }
        running.add(new EndpointComponent(page, new Defaults(Map.of()), email, outbox, tokens, store, endpoints));
    }

    String text() {
        StringWriter text = new StringWriter();
        new TextForm(new PrintWriter(text)).print(report());
        return text.toString();
    }

    String json() {
        StringWriter json = new StringWriter();
        new JsonForm(new PrintWriter(json)).print(report());
        return json.toString();
    }

    private Facts report() {
        List<Chapter> chapters = List.of(
                new StoreChapter(store),
                new AccountsChapter(tokens),
                new OutboxChapter(outbox),
                new EndpointsChapter(endpoints));
        return Report.of("0.0.0", chapters, Instant.now());
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("In vain: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Override
    public void close() {
        running.forEach(EndpointComponent::deactivate);
        endpoints.deactivate();
        outbox.deactivate();
        transport.deactivate();
        tokens.deactivate();
        store.close();
        sandbox.close();
    }
}
