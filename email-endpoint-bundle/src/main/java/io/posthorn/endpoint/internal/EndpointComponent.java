package io.posthorn.endpoint.internal;

import io.posthorn.email.EmailService;
import io.posthorn.email.Outbox;
import io.posthorn.endpoint.internal.work.Rhythm;
import io.posthorn.oauth.TokenService;
import io.posthorn.page.Page;
import io.posthorn.store.Store;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.Map;

/** One page <i>Email endpoint</i>. A changed one, or a changed page that it depends on, makes a new instance. */
@Component(
        configurationPid = Fields.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = EndpointComponent.class,
        immediate = true)
@Designate(ocd = EndpointConfig.class, factory = true)
public final class EndpointComponent {

    private static final Logger log = LoggerFactory.getLogger(EndpointComponent.class);

    private final EndpointsComponent all;
    private final Endpoint endpoint;
    private final String pid;

    /**
     * Made by Declarative Services.
     *
     * @param properties what was typed
     * @param defaults what is taken where nothing was
     * @param email reads and sends
     * @param outbox knows what was submitted before
     * @param tokens where tokens come from
     * @param store keeps the ledger
     * @param all the other endpoints
     */
    @Activate
    public EndpointComponent(
            Map<String, Object> properties,
            @Reference Defaults defaults,
            @Reference EmailService email,
            @Reference Outbox outbox,
            @Reference TokenService tokens,
            @Reference Store store,
            @Reference EndpointsComponent all) {
        this(properties, defaults, email, outbox, tokens, store, all, Rhythm.USUAL, InstantSource.system());
    }

    EndpointComponent(
            Map<String, Object> properties,
            Defaults defaults,
            EmailService email,
            Outbox outbox,
            TokenService tokens,
            Store store,
            EndpointsComponent all,
            Rhythm rhythm,
            InstantSource clock) {
        this.all = all;
        this.pid = String.valueOf(properties.get("service.pid"));
        Fields fields = new Fields(properties, pid, defaults.properties());
        for (String name : Page.unknown(EndpointConfig.class, properties.keySet())) {
            log.warn(
                    "The {} has no property '{}'; it is ignored. Is it misspelt?",
                    fields.page().name(),
                    name);
        }
        this.endpoint = new Endpoint(fields, email, outbox, tokens, store, all, rhythm, clock);
        all.add(pid, endpoint);
        endpoint.start();
    }

    /** What runs comes to its end. */
    @Deactivate
    public void deactivate() {
        all.remove(pid, endpoint);
        endpoint.close();
    }
}
