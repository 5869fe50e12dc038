package io.posthorn.console.internal.page;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.felix.webconsole.servlet.ServletConstants;

import java.util.List;
import java.util.Optional;

/**
 * A request, as the page sees it.
 *
 * @param http the servlet container's
 */
record Asked(HttpServletRequest http) {

    /** Where the page's sign-ins come back to, below its path. */
    static final String SIGN_IN = "/signin";

    /** The console's path, for example {@code /system/console}. */
    String appRoot() {
        return String.valueOf(http.getAttribute(ServletConstants.ATTR_APP_ROOT));
    }

    /** The page's path. */
    String root() {
        return appRoot() + "/" + PosthornPage.LABEL;
    }

    /** Below the page's path; empty for the page itself. */
    String path() {
        String all = http.getPathInfo() == null ? "" : http.getPathInfo();
        int label = all.indexOf("/" + PosthornPage.LABEL);
        String rest = label < 0 ? "" : all.substring(label + PosthornPage.LABEL.length() + 1);
        return rest.equals("/") ? "" : rest;
    }

    Session session() {
        return new Session(http.getSession(true));
    }

    /** Empty if it was not given. */
    String field(String name) {
        String value = http.getParameter(name);
        return value == null ? "" : value.strip();
    }

    /** The whole address, with what stands behind the question mark. */
    String address() {
        return http.getRequestURL() + "?" + http.getQueryString();
    }

    /**
     * Where a browser may come back to. Microsoft takes https addresses, and http ones of localhost only (Microsoft: Redirect URI
     * restrictions).
     */
    Optional<String> redirect() {
        String host = http.getServerName();
        boolean isTaken = http.getScheme().equals("https") || host.equals("localhost");
        int port = http.getServerPort();
        String standard = http.getScheme().equals("https") ? "443" : "80";
        String authority = String.valueOf(port).equals(standard) ? host : host + ":" + port;
        return isTaken ? Optional.of(http.getScheme() + "://" + authority + root() + SIGN_IN) : Optional.empty();
    }

    /** The page under the name that Microsoft sends browsers back to; empty if there is no need of it, or no hope. */
    Optional<String> underLocalhost() {
        boolean isLoopback = List.of("127.0.0.1", "[::1]").contains(http.getServerName());
        return isLoopback && redirect().isEmpty()
                ? Optional.of("http://localhost:" + http.getServerPort() + root())
                : Optional.empty();
    }
}
