package io.posthorn.oauth.internal.network;

import io.posthorn.oauth.Proxy;
import io.posthorn.page.Page;

import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What the page <i>Network</i> says, checked. Every fault is a sentence that names the field. */
final class NetworkPage {

    static final String PID = "io.posthorn.network";

    /** Reads and refuses its fields. */
    static final Page PAGE = new Page("Network", PID);

    private static final int STANDARD_PORT = 8080;

    private final NetworkConfig config;

    NetworkPage(NetworkConfig config) {
        this.config = config;
    }

    /** The proxy, whatever host is to be reached; empty if there is none. */
    Optional<Proxy> proxy() {
        String host = PAGE.resolved("Proxy Host", config.proxy_host());
        if (host.isEmpty()) {
            return Optional.empty();
        }
        if (!host.matches("[A-Za-z0-9._-]+")) {
            throw PAGE.wrong(
                    "Proxy Host",
                    "is '" + host + "', which is no name of a host. Give its DNS name alone, like proxy.contoso.com;"
                            + " the port has a field of its own, Proxy Port.");
        }
        int port = PAGE.port("Proxy Port", config.proxy_port());
        return Optional.of(new Proxy(host, port == 0 ? STANDARD_PORT : port, user(), password()));
    }

    private String user() {
        String user = PAGE.resolved("Proxy User", config.proxy_user());
        if (user.indexOf(':') >= 0) {
            throw PAGE.wrong("Proxy User", "is '" + user + "'. A user of a Basic login has no colon: take it out.");
        }
        return user;
    }

    private String password() {
        String password = PAGE.resolved("Proxy Password", config._proxy_password());
        if (!password.isEmpty() && config.proxy_user().isBlank()) {
            throw PAGE.wrong("Proxy User", "is empty, but Proxy Password is not. Fill in both or none.");
        }
        return password;
    }

    ProxyExceptions exceptions() {
        return PAGE.checked("Proxy Exceptions", () -> ProxyExceptions.parse(config.proxy_exceptions()));
    }

    /** A new TLS context; the file is read now. */
    SSLContext tls() {
        String file = PAGE.resolved("Trusted Certificates", config.trusted_certificates());
        String password = PAGE.resolved("Trusted Certificates Password", config._trusted_certificates_password());
        if (file.isEmpty()) {
            return TrustedCertificates.NONE.tls();
        }
        TrustedCertificates certificates = PAGE.checked(
                "Trusted Certificates", () -> new TrustedCertificates(Optional.of(Path.of(file)), password));
        try {
            return PAGE.checked("Trusted Certificates", certificates::tls);
        } catch (TrustedCertificates.WrongPasswordException e) {
            throw PAGE.wrong("Trusted Certificates Password", String.valueOf(e.getMessage()));
        }
    }
}
