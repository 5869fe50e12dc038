package io.posthorn.console.internal.guard;

import io.posthorn.page.Page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the page <i>Web console</i> says, checked. Every fault is a sentence that names the field. */
final class WebConsolePage {

    static final String PID = "io.posthorn.console";

    private static final Page PAGE = new Page("Web console", PID);
    private static final String FIELD = "Other Hosts";

    private final WebConsoleConfig config;

    WebConsolePage(WebConsoleConfig config) {
        this.config = config;
    }

    List<String> hosts() {
        List<String> hosts = Arrays.stream(PAGE.resolved(FIELD, config.hosts()).split("[,\\s]+", -1))
                .filter(host -> !host.isEmpty())
                .map(host -> host.toLowerCase(Locale.ROOT))
                .toList();
        for (String host : hosts) {
            if (!host.matches("[a-z0-9._-]+|\\[[0-9a-f:.]+]")) {
                throw PAGE.wrong(
                        FIELD,
                        "has '" + host + "', which is no name of a host. Give it as in posthorn.contoso.com, without"
                                + " https:// and port.");
            }
        }
        return hosts;
    }
}
