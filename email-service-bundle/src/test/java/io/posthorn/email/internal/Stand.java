package io.posthorn.email.internal;

import io.posthorn.email.EmailService;
import io.posthorn.email.internal.outbox.OutboxComponent;
import io.posthorn.email.internal.outbox.Outboxes;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.internal.TokenServiceComponent;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.oauth.internal.network.NetworkConfig;
import io.posthorn.oauth.internal.network.NetworkPageComponent;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;
import org.osgi.util.converter.Converters;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A sandbox, and Email services on pages that point at it. */
final class Stand implements AutoCloseable {

    final Sandbox sandbox;
    final User alice;
    volatile Instant now = Instant.now();
    final NetworkComponent network = new NetworkComponent();
    final TemporaryStore store;
    final MailTransportComponent transport;
    final TokenServiceComponent tokens;
    final OutboxComponent outbox;

    Stand(Sandbox sandbox) {
        this(sandbox, new TemporaryStore());
    }

    Stand(Sandbox sandbox, TemporaryStore store) {
        this.sandbox = sandbox;
        this.store = store;
        this.transport = new MailTransportComponent(network, store.store(), () -> now);
        this.tokens = new TokenServiceComponent(store.store(), network, () -> now);
        this.outbox = Outboxes.quick(store.store(), () -> now);
        this.alice = sandbox.user("alice");
        network("trusted.certificates", sandbox.caFile().toString());
    }

    /** Fills in the page Network: name, value, name, value, ... */
    void network(String... fields) {
        fill(network, fields);
    }

    /** As {@link #network(String...)}, for a network of one's own. */
    static void fill(NetworkComponent network, String... fields) {
        Map<String, Object> page = new HashMap<>(Map.of("service.pid", "io.posthorn.network"));
        for (int i = 0; i < fields.length; i += 2) {
            page.put(fields[i], fields[i + 1]);
        }
        var config = Converters.standardConverter().convert(page).to(NetworkConfig.class);
        new NetworkPageComponent(config, page, network);
    }

    Stand() {
        this(Sandbox.start());
    }

    /** The page as an administrator fills it in for OAuth, with alice's own refresh token. */
    Map<String, String> page() {
        Map<String, String> page = new HashMap<>();
        page.put("service.pid", EmailServicePage.PID);
        page.put("smtp.host", sandbox.host());
        page.put("smtp.port", String.valueOf(sandbox.smtpPort()));
        page.put("smtp.user", alice.address());
        page.put("receive.host", sandbox.host());
        page.put("receive.port", String.valueOf(sandbox.imapPort()));
        page.put("limit.messages.per.minute", "0"); // the clock stands still
        page.put("oauth", "true");
        page.put("client.id", sandbox.clientId());
        page.put(".client.secret", sandbox.clientSecret());
        page.put(".refresh.token", sandbox.newRefreshToken(alice));
        page.put("authority", sandbox.authority().toString());
        return page;
    }

    OAuthClient client() {
        var config = Converters.standardConverter().convert(page()).to(EmailServiceConfig.class);
        return new EmailServicePage(config).client();
    }

    EmailService service(Map<String, String> page) {
        return service(page, outbox);
    }

    /** With another outbox. */
    EmailService service(Map<String, String> page, OutboxComponent outbox) {
        var config = Converters.standardConverter().convert(page).to(EmailServiceConfig.class);
        return new EmailServiceComponent(config, new HashMap<>(page), tokens, transport, outbox);
    }

    /** The page with some fields changed: name, value, name, value, ... */
    EmailService service(String... changes) {
        Map<String, String> page = page();
        for (int i = 0; i < changes.length; i += 2) {
            page.put(changes[i], changes[i + 1]);
        }
        return service(page);
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
