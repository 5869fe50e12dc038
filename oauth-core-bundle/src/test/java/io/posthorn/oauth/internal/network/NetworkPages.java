package io.posthorn.oauth.internal.network;

import org.osgi.util.converter.Converters;

import java.util.HashMap;
import java.util.Map;

/** Networks on pages as an administrator fills them in. */
public final class NetworkPages {

    private NetworkPages() {}

    /** A network on a page: name, value, name, value, ... */
    public static NetworkComponent of(String... fields) {
        NetworkComponent network = new NetworkComponent();
        fill(network, fields);
        return network;
    }

    /** Puts another page in place of the one before. */
    public static void fill(NetworkComponent network, String... fields) {
        Map<String, Object> page = new HashMap<>(Map.of("service.pid", NetworkPage.PID));
        for (int i = 0; i < fields.length; i += 2) {
            page.put(fields[i], fields[i + 1]);
        }
        NetworkConfig config = Converters.standardConverter().convert(page).to(NetworkConfig.class);
        new NetworkPageComponent(config, page, network);
    }
}
