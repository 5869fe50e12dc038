package io.posthorn.task.internal.reply;

import io.posthorn.email.EmailHandler;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
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
import io.posthorn.store.Store;
import org.osgi.util.converter.Converters;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A mailbox in a sandbox, read by the real Email service. */
final class Mailbox implements AutoCloseable {

    private final Sandbox sandbox = Sandbox.start();
    private final User alice = sandbox.user("alice");
    private final MailTransportComponent transport;
    private final TokenServiceComponent tokens;
    private final OutboxComponent outbox;
    private final EmailService service;

    Mailbox(Store store, InstantSource clock) {
        NetworkComponent network = new NetworkComponent();
        Map<String, Object> page = new HashMap<>(Map.of("service.pid", "io.posthorn.network"));
        page.put("trusted.certificates", sandbox.caFile().toString());
        new NetworkPageComponent(Converters.standardConverter().convert(page).to(NetworkConfig.class), page, network);
        transport = new MailTransportComponent(network, store, clock);
        tokens = new TokenServiceComponent(store, network, clock);
        outbox = new OutboxComponent(store, clock);
        service = new EmailServiceComponent(
                Converters.standardConverter().convert(page()).to(EmailServiceConfig.class),
                new HashMap<>(page()),
                tokens,
                transport,
                outbox);
    }

    private Map<String, String> page() {
        return Map.ofEntries(
                Map.entry("service.pid", "io.posthorn.email"),
                Map.entry("smtp.host", sandbox.host()),
                Map.entry("smtp.port", String.valueOf(sandbox.smtpPort())),
                Map.entry("smtp.user", alice.address()),
                Map.entry("receive.host", sandbox.host()),
                Map.entry("receive.port", String.valueOf(sandbox.imapPort())),
                Map.entry("oauth", "true"),
                Map.entry("client.id", sandbox.clientId()),
                Map.entry(".client.secret", sandbox.clientSecret()),
                Map.entry(".refresh.token", sandbox.newRefreshToken(alice)),
                Map.entry("authority", sandbox.authority().toString()));
    }

    /** Puts a mail into the mailbox, and has it received. */
    void receive(byte[] mail, EmailHandler handler) {
        sandbox.deliver(alice, mail);
        service.receive(Query.newest().withLimit(1), handler);
    }

    @Override
    public void close() {
        outbox.deactivate();
        transport.deactivate();
        tokens.deactivate();
        sandbox.close();
    }
}
