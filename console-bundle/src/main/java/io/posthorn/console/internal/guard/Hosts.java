package io.posthorn.console.internal.guard;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/**
 * Under which names a console that listens to its own machine alone may be asked. A stranger's page whose name is made to mean
 * 127.0.0.1 (DNS rebinding) is of the same site for the browser, but it cannot change the host that the browser asks for.
 *
 * @param others names beside those of loopback, in small letters
 */
record Hosts(List<String> others) {

    /**
     * Whether a request may go on.
     *
     * @param host that was asked, without port
     * @param endpoints where the HTTP service listens
     */
    boolean allow(String host, List<String> endpoints) {
        String asked = host.toLowerCase(Locale.ROOT);
        return !isOfThisMachineAlone(endpoints) || isLoopback(asked) || others.contains(asked);
    }

    private static boolean isOfThisMachineAlone(List<String> endpoints) {
        return !endpoints.isEmpty() && endpoints.stream().allMatch(endpoint -> isLoopback(host(endpoint)));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.matches("127(\\.\\d{1,3}){3}")
                || host.matches("\\[?(::1|0:0:0:0:0:0:0:1)]?");
    }

    private static String host(String endpoint) {
        try {
            String host = new URI(endpoint).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
