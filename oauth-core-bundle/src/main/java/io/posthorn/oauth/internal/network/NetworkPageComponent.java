package io.posthorn.oauth.internal.network;

import io.posthorn.oauth.NetworkException;
import io.posthorn.oauth.Proxy;
import io.posthorn.page.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/** Reads the page <i>Network</i>. A changed page makes a new instance; the {@link NetworkComponent} stays. */
@Component(service = NetworkPageComponent.class, configurationPid = NetworkPage.PID, immediate = true)
@Designate(ocd = NetworkConfig.class)
public final class NetworkPageComponent {

    private static final Logger log = LoggerFactory.getLogger(NetworkPageComponent.class);

    /**
     * Made by Declarative Services.
     *
     * @param config the page, with defaults for what it leaves out
     * @param properties tells whether there is a page at all
     * @param network is told what the page says
     */
    @Activate
    public NetworkPageComponent(
            NetworkConfig config, Map<String, Object> properties, @Reference NetworkComponent network) {
        for (String name : Page.unknown(NetworkConfig.class, properties.keySet())) {
            log.warn("The {} has no property '{}'; it is ignored. Is it misspelt?", NetworkPage.PAGE.name(), name);
        }
        NetworkPage page = new NetworkPage(config);
        network.use(page);
        if (properties.containsKey("service.pid")) {
            check(page, network);
        }
    }

    /** Says at once in the log what the next connection would fail with. */
    private static void check(NetworkPage page, NetworkComponent network) {
        try {
            network.proxy("");
            network.tls();
            log.info(
                    "The {} is in use: servers are reached {}.",
                    NetworkPage.PAGE.name(),
                    page.proxy().map(NetworkPageComponent::through).orElse("directly"));
        } catch (NetworkException e) {
            log.warn("No server can be reached: {}", e.getMessage());
        }
    }

    private static String through(Proxy proxy) {
        return "through the proxy " + proxy.host() + ":" + proxy.port() + (proxy.hasLogin() ? ", with" : ", without")
                + " a login";
    }
}
