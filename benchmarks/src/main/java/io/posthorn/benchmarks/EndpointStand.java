package io.posthorn.benchmarks;

import io.posthorn.benchmarks.watch.Inbox;
import io.posthorn.benchmarks.watch.Watcher;
import io.posthorn.benchmarks.watch.Work;
import io.posthorn.email.Document;
import io.posthorn.email.EmailService;
import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.email.endpoint.Invocation;
import io.posthorn.email.endpoint.InvocationResult;
import io.posthorn.email.internal.EmailServiceComponent;
import io.posthorn.email.internal.EmailServiceConfig;
import io.posthorn.email.internal.MailTransportComponent;
import io.posthorn.email.internal.outbox.OutboxComponent;
import io.posthorn.endpoint.internal.Defaults;
import io.posthorn.endpoint.internal.EndpointComponent;
import io.posthorn.endpoint.internal.EndpointsComponent;
import io.posthorn.endpoint.internal.OneService;
import io.posthorn.oauth.internal.TokenServiceComponent;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import org.osgi.util.converter.Converters;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Endpoints as a server runs them, with an embedded H2; each marks what it has done as read, as the peers do. */
final class EndpointStand implements Watcher {

    private static final String SERVICE = "Count";

    private final Map<String, String> server;
    private final TemporaryFolder folder = new TemporaryFolder();
    private final OpenStore store = Stores.embedded(folder.path());
    private final TokenServiceComponent tokens;
    private final MailTransportComponent transport;
    private final OutboxComponent outbox;
    private final EmailService email;
    private final EndpointsComponent all;
    private final List<EndpointComponent> endpoints = new ArrayList<>();

    /**
     * Starts them.
     *
     * @param server what a {@link MailServer} says of itself
     */
    EndpointStand(Map<String, String> server, NetworkComponent network, List<Inbox> inboxes, Work work) {
        this.server = server;
        tokens = new TokenServiceComponent(store, network, InstantSource.system());
        transport = new MailTransportComponent(network, store);
        outbox = new OutboxComponent(store, InstantSource.system());
        Map<String, Object> page = emailPage();
        EmailServiceConfig config = Converters.standardConverter().convert(page).to(EmailServiceConfig.class);
        email = new EmailServiceComponent(config, page, tokens, transport, outbox);
        all = OneService.named(SERVICE, service(work));
        Defaults defaults = new Defaults(Map.of());
        inboxes.forEach(inbox ->
                endpoints.add(new EndpointComponent(page(inbox), defaults, email, outbox, tokens, store, all)));
    }

    private static EndpointService service(Work work) {
        return new EndpointService() {
            @Override
            public Map<String, List<EndpointParameter>> operations() {
                return Map.of(INVOKE, List.of(EndpointParameter.required("document", EndpointParameter.Type.DOCUMENT)));
            }

            @Override
            public InvocationResult invoke(Invocation invocation) throws Exception {
                Document document = invocation.document("document").orElseThrow();
                work.on(invocation.email().subject(), document::open);
                return new InvocationResult.Silent("Counted.");
            }
        };
    }

    private Map<String, Object> common() {
        Map<String, Object> page = new HashMap<>();
        page.put("oauth", "true");
        page.put("client.id", detail("client.id"));
        page.put(".client.secret", detail("client.secret"));
        page.put("authority", detail("authority"));
        return page;
    }

    private String detail(String name) {
        return server.getOrDefault(name, "");
    }

    private Map<String, Object> emailPage() {
        Map<String, Object> page = common();
        page.put("service.pid", "io.posthorn.email");
        page.put("smtp.host", detail("host"));
        page.put("smtp.port", detail("smtp.port"));
        page.put("smtp.user", detail("user"));
        page.put("receive.host", detail("host"));
        page.put("receive.port", detail("imap.port"));
        page.put(".refresh.token", detail("refresh.token"));
        return page;
    }

    private Map<String, Object> page(Inbox inbox) {
        String name = inbox.user().substring(0, inbox.user().indexOf('@'));
        Map<String, Object> page = common();
        page.put("service.pid", "io.posthorn.endpoint~" + name);
        page.put("name", name);
        page.put("service", SERVICE);
        page.put("input.mappings", "document=*.bin");
        page.put("after.processing", "MARK");
        page.put("inbox.host", inbox.host());
        page.put("inbox.port", String.valueOf(inbox.port()));
        page.put("inbox.user", inbox.user());
        page.put(".refresh.token", inbox.refreshToken());
        return page;
    }

    @Override
    public void close() {
        endpoints.forEach(EndpointComponent::deactivate);
        all.deactivate();
        outbox.deactivate();
        transport.deactivate();
        tokens.deactivate();
        store.close();
        folder.close();
    }
}
