package io.posthorn.task.internal;

import io.posthorn.email.Address;
import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.TransportSecurity;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenService;
import io.posthorn.page.Page;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the page <i>Task notifications: email settings</i> says, checked. Every fault is a sentence that names the field. */
public final class TaskPage {

    /** Its persistent identity. */
    public static final String PID = "io.posthorn.task";

    static final Page PAGE = new Page("Task notifications: email settings", PID);

    private final TaskConfig config;

    /**
     * Nothing is checked yet.
     *
     * @param config what was typed
     */
    public TaskPage(TaskConfig config) {
        this.config = config;
    }

    boolean isEnabled() {
        return PAGE.bool("Enable Outgoing Messages", config.enable_outgoing_messages());
    }

    boolean usesEmailService() {
        return PAGE.bool("Use the Email Service's Settings", config.use_email_service());
    }

    boolean isOAuth() {
        return PAGE.bool("Enable OAuth", config.oauth());
    }

    /** @return empty for the mailbox that sends */
    Optional<Address> emailAddress() {
        return address("Email Address", config.email_address());
    }

    Optional<Address> replyAddress() {
        return address("Reply Address", config.reply_address());
    }

    private static Optional<Address> address(String field, String value) {
        String text = PAGE.resolved(field, value);
        return text.isEmpty() ? Optional.empty() : Optional.of(PAGE.checked(field, () -> Address.of(text)));
    }

    Duration timeToReply() {
        String text = PAGE.resolved("Days to Reply", config.days_to_reply());
        int days = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (days < 1 || days > 3650) {
            throw PAGE.wrong("Days to Reply", "is '" + text + "'. Give a whole number of days from 1 to 3650.");
        }
        return Duration.ofDays(days);
    }

    String notificationHost() {
        String host = PAGE.resolved("Notification Host", config.notification_host());
        if (!host.matches("[A-Za-z0-9._:\\[\\]-]*")) {
            throw PAGE.wrong(
                    "Notification Host",
                    "is '" + host + "'. Give a name, and a port if it is unusual, like forms.contoso.com:8443, without"
                            + " https:// and without a path.");
        }
        return host.isEmpty() ? ownHost() : host;
    }

    private static String ownHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** All fields, without asking anybody. */
    void check() {
        emailAddress();
        replyAddress();
        timeToReply();
        notificationHost();
        if (usesEmailService()) {
            checkUnused();
        } else if (isOAuth()) {
            checkOAuth();
        } else {
            connection(null);
        }
    }

    /** Who fills these in wants them to be used. */
    private void checkUnused() {
        Map<String, String> unused = new LinkedHashMap<>();
        unused.put("SMTP Server", config.smtp_server());
        unused.put("User Name", config.user_name());
        unused.put("Password", config._password());
        unused.put("OAuth Account", config.oauth_account());
        unused.put("Client ID", config.client_id());
        unused.put("Client Secret", config._client_secret());
        unused.put("Refresh Token", config._refresh_token());
        unused.put("Enable OAuth", isOAuth() ? "ticked" : "");
        unused.forEach((field, value) -> {
            if (!value.isBlank()) {
                throw PAGE.wrong(
                        "Use the Email Service's Settings",
                        "is ticked, so that the field " + field + " is not used. Untick it, or empty that field.");
            }
        });
    }

    /** What a user's address is called in UserAdmin. */
    public String userProperty() {
        String name = config.user_property().strip();
        return name.isEmpty() ? "email" : name;
    }

    /** The sign-in, by an account's name or by the page's own fields, but not by both. */
    OAuthAccount account(TokenService tokens) {
        checkOAuth();
        String name = accountName();
        return name.isEmpty()
                ? tokens.open(client(), Permission.SMTP_SEND)
                : tokens.account(name, Permission.SMTP_SEND);
    }

    private String accountName() {
        return PAGE.resolved("OAuth Account", config.oauth_account());
    }

    private void checkOAuth() {
        if (security() != TransportSecurity.TLS) {
            throw PAGE.wrong(
                    "SMTP Transport Security",
                    "is not TLS. OAuth 2.0 needs it, or the token could be read on its way: choose TLS.");
        }
        String name = accountName();
        if (name.isEmpty()) {
            client();
        } else {
            mustBeEmpty("Client ID", config.client_id(), name);
            mustBeEmpty("Client Secret", config._client_secret(), name);
            mustBeEmpty("Refresh Token", config._refresh_token(), name);
        }
        mailbox();
    }

    private static void mustBeEmpty(String field, String value, String account) {
        if (!value.isBlank()) {
            throw PAGE.wrong(
                    field,
                    "is filled in, and the field OAuth Account is '" + account + "'. Use either the account, or the"
                            + " page's own Client ID, Client Secret and Refresh Token: empty the other.");
        }
    }

    private OAuthClient client() {
        PAGE.required(
                "Client ID",
                config.client_id(),
                "Enable OAuth is ticked: copy the application (client) ID from the app registration, or fill in OAuth Account.");
        PAGE.resolved("Client Secret", config._client_secret());
        PAGE.required(
                "Refresh Token",
                config._refresh_token(),
                "Enable OAuth is ticked: paste the refresh token of a sign-in, or fill in OAuth Account and run mail:signin.");
        Cloud preset = Cloud.preset("Global").orElseThrow();
        String authority = config.authority().strip();
        Cloud cloud =
                authority.isEmpty() ? preset : PAGE.checked("Authority", () -> preset.issuedBy(URI.create(authority)));
        return PAGE.checked(
                "Tenant",
                () -> new OAuthClient(
                        cloud, config.tenant(), config.client_id(), config._client_secret(), config._refresh_token()));
    }

    /**
     * Where and how notifications go out.
     *
     * @param account the open account if the page is for OAuth, null otherwise
     */
    ConnectionSettings connection(@Nullable OAuthAccount account) {
        String typed = config.smtp_server();
        String host = PAGE.required(
                "SMTP Server",
                typed.isBlank() && account != null ? account.cloud().smtpHost() : typed,
                "Give the DNS name of the server that sends, or tick Use the Email Service's Settings.");
        int port = PAGE.port("SMTP Port Number", config.smtp_port());
        Login login = login(account);
        return PAGE.checked("SMTP Server", () -> new ConnectionSettings(Protocol.SMTP, host, port, security(), login));
    }

    /** Which one OAuth opens. */
    private String mailbox() {
        String user = PAGE.resolved("User Name", config.user_name());
        return PAGE.required(
                "User Name",
                user.isEmpty() ? emailAddress().map(Address::address).orElse("") : user,
                "Give the address of the mailbox that sends.");
    }

    private Login login(@Nullable OAuthAccount account) {
        String user = PAGE.resolved("User Name", config.user_name());
        if (account != null) {
            return new Login.OAuth(
                    account,
                    PAGE.required(
                            "User Name",
                            user.isEmpty()
                                    ? emailAddress().map(Address::address).orElse("")
                                    : user,
                            "Give the address of the mailbox that sends."));
        }
        if (user.isEmpty()) {
            return Login.NONE;
        }
        return new Login.Password(
                user,
                PAGE.required(
                        "Password",
                        config._password(),
                        "Give the password of " + user + "; for Microsoft 365, tick Enable OAuth instead."));
    }

    private TransportSecurity security() {
        String value = config.smtp_transport_security();
        return switch (value.strip().toUpperCase(Locale.ROOT)) {
            case "", "NONE" -> TransportSecurity.NONE;
            case "SSL" -> TransportSecurity.SSL;
            case "TLS" -> TransportSecurity.TLS;
            default ->
                throw PAGE.wrong("SMTP Transport Security", "is '" + value + "'. Give None (empty), SSL or TLS.");
        };
    }
}
