package io.posthorn.benchmarks;

import io.posthorn.benchmarks.peer.Mail;
import io.posthorn.benchmarks.peer.Sender;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.internal.EmailServiceComponent;
import io.posthorn.email.internal.EmailServiceConfig;
import io.posthorn.email.internal.MailTransportComponent;
import io.posthorn.email.internal.gate.GateTimer;
import io.posthorn.email.internal.outbox.OutboxComponent;
import io.posthorn.oauth.internal.TokenServiceComponent;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.store.internal.OpenStore;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The Email service as a server runs it, on a page that points at a {@link MailServerProcess}. */
final class MailStand implements Sender {

    private static final String[] LIMITS = {
        "limit.connections", "limit.messages.per.minute", "limit.recipients.per.day", "limit.recipients.per.message"
    };

    private final Map<String, Object> page = new HashMap<>();
    private final OpenStore store;
    private final TokenServiceComponent tokens;
    private final MailTransportComponent transport;
    private final OutboxComponent outbox;
    private final EmailService service;

    private MailStand(
            Map<String, Object> page, OpenStore store, NetworkComponent network, InstantSource clock, GateTimer timer) {
        this.page.putAll(page);
        this.store = store;
        tokens = new TokenServiceComponent(store, network, clock);
        transport = new MailTransportComponent(network, store, clock, timer);
        outbox = new OutboxComponent(store, clock);
        service = new EmailServiceComponent(
                TypedPage.of(EmailServiceConfig.class, page), this.page, tokens, transport, outbox);
    }

    /**
     * With Exchange's limits, as the page has them by itself.
     *
     * @param store is closed with it
     */
    static MailStand limited(MailServerProcess server, OpenStore store, NetworkComponent network, ScaledClock clock) {
        return new MailStand(page(server), store, network, clock, GateTimer.threads(clock.speed()));
    }

    /** Without limits, on that port of the server. */
    static MailStand free(MailServerProcess server, int port, OpenStore store, NetworkComponent network) {
        Map<String, Object> page = page(server);
        page.put("smtp.port", String.valueOf(port));
        for (String limit : LIMITS) {
            page.put(limit, "0");
        }
        return new MailStand(page, store, network, InstantSource.system(), GateTimer.threads(1));
    }

    private static Map<String, Object> page(MailServerProcess server) {
        Map<String, Object> page = new HashMap<>();
        page.put("service.pid", "io.posthorn.email");
        page.put("smtp.host", server.detail("host"));
        page.put("smtp.port", server.detail("smtp.port"));
        page.put("smtp.user", server.detail("user"));
        page.put("receive.host", server.detail("host"));
        page.put("receive.port", server.detail("imap.port"));
        page.put("oauth", "true");
        page.put("client.id", server.detail("client.id"));
        page.put(".client.secret", server.detail("client.secret"));
        page.put(".refresh.token", server.detail("refresh.token"));
        page.put("authority", server.detail("authority"));
        page.put("outbox.size", "65536"); // MB; a minute of large mails is more than the page has by itself
        return page;
    }

    EmailService service() {
        return service;
    }

    @Override
    public void send(Mail mail, String subject) {
        service.send(compose(mail, subject));
    }

    static Email compose(Mail mail, String subject) {
        Email.Builder email =
                Email.builder().from(mail.from()).to(mail.to()).subject(subject).text(mail.text());
        if (mail.hasAttachment()) {
            email.attachment(Document.of(mail.attachmentName(), mail.attachmentType(), mail.attachment()));
        }
        return email.build();
    }

    @Override
    public void close() {
        outbox.deactivate();
        transport.deactivate();
        tokens.deactivate();
        store.close();
    }
}
