package io.posthorn.email.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.TransportSecurity;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the page <i>Email service</i> says, checked. Every fault is a sentence that names the field. */
final class EmailServicePage {

    static final String PID = "io.posthorn.email";
    static final String NAME = "page Email service (" + PID + ")";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[(secret|env):([^];]*)[^]]*]");

    private final EmailServiceConfig config;

    EmailServicePage(EmailServiceConfig config) {
        this.config = config;
    }

    boolean isOAuth() {
        return bool("OAuth 2.0 Authentication Settings", config.oauth());
    }

    /** Properties that the page does not know: misspelt, mostly. */
    static List<String> unknown(Set<String> names) {
        Set<String> known = Arrays.stream(EmailServiceConfig.class.getDeclaredMethods())
                .map(method -> method.getName().replace('_', '.'))
                .collect(Collectors.toSet());
        return names.stream()
                .filter(name -> !known.contains(name) && !name.matches("(service|component|felix|osgi)\\..*"))
                .sorted()
                .toList();
    }

    /** The OAuth fields. The rules of the original that hold for the whole page are checked here. */
    OAuthClient client() {
        if (!bool("SMTP Authenticate", config.smtp_authenticate())) {
            throw wrong("SMTP Authenticate", "is not ticked. OAuth 2.0 needs it: tick it.");
        }
        requireTls("SMTP Transport Security", config.smtp_transport_security());
        requireTls("Receive Transport Security", config.receive_transport_security());
        required("Client ID", config.client_id(), "Copy the application (client) ID from the app registration.");
        resolved("Client Secret", config._client_secret());
        required(
                "Refresh Token",
                config._refresh_token(),
                "Sign in once as the README describes and paste the refresh token.");
        Cloud cloud = checked(
                "Authority", () -> Cloud.of(URI.create(config.authority().strip())));
        return checked(
                "Tenant",
                () -> new OAuthClient(
                        cloud,
                        config.tenant(),
                        config.client_id(),
                        config._client_secret(),
                        config._refresh_token(),
                        network()));
    }

    /**
     * The SMTP half.
     *
     * @param account the open account if the page is for OAuth, null otherwise
     */
    ConnectionSettings sending(@Nullable OAuthAccount account) {
        String host = required("SMTP Host", config.smtp_host(), "Microsoft 365: smtp.office365.com.");
        int port = port("SMTP Port Number", config.smtp_port());
        TransportSecurity security = security("SMTP Transport Security", config.smtp_transport_security());
        Login login = Login.NONE;
        if (bool("SMTP Authenticate", config.smtp_authenticate())) {
            String user = required(
                    "SMTP User",
                    config.smtp_user(),
                    "Give the account that logs in, for Microsoft 365"
                            + " the mailbox's address. Or untick SMTP Authenticate if the server wants no login.");
            login = account == null
                    ? password("SMTP Password", user, config._smtp_password())
                    : new Login.OAuth(account, user);
        }
        Login settled = login;
        return checked(
                "SMTP Host", () -> new ConnectionSettings(Protocol.SMTP, host, port, security, settled, network()));
    }

    /**
     * The POP3/IMAP half.
     *
     * @param account as for {@link #sending}
     */
    ConnectionSettings receiving(@Nullable OAuthAccount account) {
        String host = required("POP3/IMAP Host", config.receive_host(), "Microsoft 365: outlook.office365.com.");
        int port = port("POP3/IMAP Port Number", config.receive_port());
        Protocol protocol = protocol();
        TransportSecurity security = security("Receive Transport Security", config.receive_transport_security());
        boolean own = !config.receive_user().isBlank();
        String user = required(
                "POP3/IMAP Username",
                own ? config.receive_user() : config.smtp_user(),
                "Give the account that logs in, for Microsoft 365 the address of the mailbox to read.");
        String secret =
                own || !config._receive_password().isEmpty() ? config._receive_password() : config._smtp_password();
        Login login = account == null ? password("POP3/IMAP Password", user, secret) : new Login.OAuth(account, user);
        return checked(
                "POP3/IMAP Host", () -> new ConnectionSettings(protocol, host, port, security, login, network()));
    }

    private Network network() {
        String file = config.trusted_certificates().strip();
        Network network = file.isEmpty()
                ? Network.DIRECT
                : checked("Trusted Certificates", () -> new Network(Optional.of(Path.of(file))));
        checked("Trusted Certificates", network::tls);
        return network;
    }

    private Protocol protocol() {
        return switch (config.receive_protocol().strip().toUpperCase(Locale.ROOT)) {
            case "IMAP" -> Protocol.IMAP;
            case "POP3" -> Protocol.POP3;
            default -> throw wrong("POP3/IMAP", "is '" + config.receive_protocol() + "'. Give IMAP or POP3.");
        };
    }

    private static Login password(String field, String user, String secret) {
        return new Login.Password(
                user,
                required(
                        field,
                        secret,
                        "Give the password of " + user
                                + "; for Microsoft 365, tick OAuth 2.0 Authentication Settings instead."));
    }

    private static void requireTls(String field, String value) {
        if (security(field, value) != TransportSecurity.TLS) {
            throw wrong(
                    field,
                    (value.isBlank() ? "is None" : "is '" + value.strip() + "'")
                            + ". OAuth 2.0 needs TLS, or the token could be read on its way: choose TLS.");
        }
    }

    private static TransportSecurity security(String field, String value) {
        return switch (value.strip().toUpperCase(Locale.ROOT)) {
            case "", "NONE" -> TransportSecurity.NONE;
            case "SSL" -> TransportSecurity.SSL;
            case "TLS" -> TransportSecurity.TLS;
            default -> throw wrong(field, "is '" + value + "'. Give None (empty), SSL or TLS.");
        };
    }

    private static int port(String field, String value) {
        String text = value.strip();
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw wrong(field, "is '" + text + "'. Give a number from 1 to 65535, or 0 for the standard port.");
        }
        return Integer.parseInt(text);
    }

    private static boolean bool(String field, String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw wrong(field, "is '" + value + "'. Give true or false.");
        };
    }

    private static String required(String field, String value, String advice) {
        String text = resolved(field, value);
        if (text.isEmpty()) {
            throw wrong(field, "is empty. " + advice);
        }
        return text;
    }

    /** A placeholder that Configuration Admin's interpolation could not replace comes as it was written. */
    private static String resolved(String field, String value) {
        String text = value.strip();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        if (placeholder.find()) {
            String name = placeholder.group(2);
            String missing = placeholder.group(1).equals("env")
                    ? "there is no environment variable " + name
                    : "there is no readable file " + name + " in the folder for secrets (conf/secrets)";
            throw wrong(
                    field, "is '" + placeholder.group() + "', and " + missing + ". Make it, then save the page again.");
        }
        return text;
    }

    private static <T> T checked(String field, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw wrong(field, "is not usable. " + e.getMessage());
        }
    }

    static EmailException wrong(String field, String what) {
        return new EmailException(Kind.CONFIGURATION, "", "On the " + NAME + ", the field " + field + " " + what, null);
    }
}
