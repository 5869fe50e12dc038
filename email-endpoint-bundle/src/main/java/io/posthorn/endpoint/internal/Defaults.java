package io.posthorn.endpoint.internal;

import io.posthorn.page.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/** The page <i>Email endpoint defaults</i>. It is always there, also while nobody has filled it in. */
@Component(configurationPid = Defaults.PID, service = Defaults.class)
@Designate(ocd = EndpointDefaultsConfig.class)
public final class Defaults {

    static final String PID = "io.posthorn.endpoint.defaults";

    private static final Logger log = LoggerFactory.getLogger(Defaults.class);

    private final Map<String, Object> properties;

    /**
     * Made by Declarative Services.
     *
     * @param properties what was typed
     */
    @Activate
    public Defaults(Map<String, Object> properties) {
        this.properties = Map.copyOf(properties);
        for (String name : Page.unknown(EndpointDefaultsConfig.class, properties.keySet())) {
            log.warn(
                    "The page Email endpoint defaults ({}) has no property '{}'; it is ignored. Is it misspelt?",
                    PID,
                    name);
        }
    }

    Map<String, Object> properties() {
        return properties;
    }
}
