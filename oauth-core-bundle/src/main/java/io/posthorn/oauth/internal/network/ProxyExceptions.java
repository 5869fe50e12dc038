package io.posthorn.oauth.internal.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that are reached without the proxy.
 *
 * @param patterns names in lower case; {@code *} stands for any characters
 */
record ProxyExceptions(List<String> patterns) {

    /**
     * Reads what somebody typed.
     *
     * @throws IllegalArgumentException if it holds what cannot be a host
     */
    static ProxyExceptions parse(String text) {
        List<String> patterns = Arrays.stream(text.split("[\\s,;]+"))
                .filter(pattern -> !pattern.isEmpty())
                .map(ProxyExceptions::pattern)
                .toList();
        return new ProxyExceptions(patterns);
    }

    private static String pattern(String typed) {
        String name = bare(typed);
        if (!name.matches("[a-z0-9._:*-]+") || name.matches("[^:]+:[^:]*")) {
            throw new IllegalArgumentException("'" + typed + "' is no host. Give names like localhost or *.contoso.com,"
                    + " without http:// and port, separated by commas or blanks.");
        }
        return name.startsWith(".") ? "*" + name : name;
    }

    boolean match(String host) {
        String name = bare(host);
        return patterns.stream().anyMatch(pattern -> name.matches(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q")));
    }

    /** In addresses of web pages, IPv6 addresses stand in brackets. */
    private static String bare(String host) {
        return host.toLowerCase(Locale.ROOT).replaceAll("^\\[(.*)]$", "$1");
    }
}
