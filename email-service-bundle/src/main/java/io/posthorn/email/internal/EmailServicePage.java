package io.posthorn.email.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.StartTls;
import io.posthorn.email.TransportSecurity;
import io.posthorn.email.internal.outbox.OutboxLimits;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenService;
import io.posthorn.page.Page;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the page <i>Email service</i> says, checked. Every fault is a sentence that names the field. */
public final class EmailServicePage {

    /** Its persistent identity. */
    public static final String PID = "io.posthorn.email";

    /** Reads and refuses its fields. */
    public static final Page PAGE = new Page("Email service", PID);

    private static final Pattern OF_NETWORK =
            Pattern.compile("fields? [^.;()]+ on the page Network \\(io\\.posthorn\\.network\\)");

    private final EmailServiceConfig config;

    // Once they are found good, since each mail asks for them.
    private volatile @Nullable OAuthClient client;
    private volatile @Nullable Limits limits;

    /**
     * Nothing is checked yet.
     *
     * @param config what was typed
     */
    public EmailServicePage(EmailServiceConfig config) {
        this.config = config;
    }

    /** Adds to advice on fields that they are on this page; of those on the page Network, it says so itself. */
    public String named(String advice) {
        if (advice.contains("On the page ")) {
            return advice; // what a wrong page says
        }
        String rest = OF_NETWORK.matcher(advice).replaceAll("");
        if (rest.equals(advice)) {
            return advice + " (The fields are on the " + places() + ".)";
        }
        return rest.contains("the field ") ? advice + " (The other fields are on the " + places() + ".)" : advice;
    }

    public boolean isOAuth() {
        return PAGE.bool("OAuth 2.0 Authentication Settings", config.oauth());
    }

    /** Name of the account's page; empty if the fields are on this one. */
    public String accountName() {
        return PAGE.resolved("OAuth Account", config.oauth_account());
    }

    private String places() {
        String account = accountName();
        return PAGE.name()
                + (account.isEmpty()
                        ? ""
                        : ", those of the account '" + account
                                + "' on its page OAuth 2.0 account (io.posthorn.oauth.account)");
    }

    /** The sign-in, by an account's name or by the page's own fields, but not by both. */
    public OAuthAccount account(TokenService tokens) {
        checkOAuthRules();
        String name = accountName();
        Permission receive = protocol() == Protocol.POP3 ? Permission.POP_ACCESS : Permission.IMAP_ACCESS;
        if (name.isEmpty()) {
            return tokens.open(client(), Permission.SMTP_SEND, receive);
        }
        mustBeEmpty("Client ID", config.client_id(), name);
        mustBeEmpty("Client Secret", config._client_secret(), name);
        mustBeEmpty("Refresh Token", config._refresh_token(), name);
        return tokens.account(name, Permission.SMTP_SEND, receive);
    }

    private static void mustBeEmpty(String field, String value, String account) {
        if (!value.isBlank()) {
            throw PAGE.wrong(
                    field,
                    "is filled in, and the field OAuth Account is '" + account + "'. Use either the account, or the"
                            + " page's own Client ID, Client Secret and Refresh Token: empty the other.");
        }
    }

    /** The rules of the original that hold for the whole page. */
    private void checkOAuthRules() {
        if (!PAGE.bool("SMTP Authenticate", config.smtp_authenticate())) {
            throw PAGE.wrong("SMTP Authenticate", "is not ticked. OAuth 2.0 needs it: tick it.");
        }
        requireTls("SMTP Transport Security", config.smtp_transport_security());
        requireTls("Receive Transport Security", config.receive_transport_security());
    }

    /** The page's own OAuth fields. */
    public OAuthClient client() {
        OAuthClient known = client;
        if (known == null) {
            known = readClient();
            client = known;
        }
        return known;
    }

    private OAuthClient readClient() {
        PAGE.required("Client ID", config.client_id(), "Copy the application (client) ID from the app registration.");
        PAGE.resolved("Client Secret", config._client_secret());
        PAGE.required(
                "Refresh Token",
                config._refresh_token(),
                "Sign in once as docs/guides/sign-in-with-curl.md describes and paste the refresh token; or fill in"
                        + " OAuth Account and run mail:signin.");
        Cloud cloud = cloud();
        return PAGE.checked(
                "Tenant",
                () -> new OAuthClient(
                        cloud, config.tenant(), config.client_id(), config._client_secret(), config._refresh_token()));
    }

    private Cloud cloud() {
        Cloud preset = Cloud.preset(config.cloud())
                .orElseThrow(() -> PAGE.wrong(
                        "Cloud",
                        "is '" + config.cloud()
                                + "'. Give Global, Outlook.com, GCC High, DoD or China, or name an OAuth"
                                + " Account for a cloud of your own."));
        String authority = config.authority().strip();
        return authority.isEmpty() ? preset : PAGE.checked("Authority", () -> preset.issuedBy(URI.create(authority)));
    }

    /** What was typed, or else what the account's cloud knows; a password goes to no host that was not typed. */
    private static String host(
            String field, String value, @Nullable OAuthAccount account, Function<Cloud, String> preset, String advice) {
        String host = value.isBlank() && account != null ? preset.apply(account.cloud()) : value;
        return PAGE.required(field, host, advice);
    }

    /**
     * The SMTP half.
     *
     * @param account the open account if the page is for OAuth, null otherwise
     */
    public ConnectionSettings sending(@Nullable OAuthAccount account) {
        String host = host(
                "SMTP Host",
                config.smtp_host(),
                account,
                Cloud::smtpHost,
                "Give the DNS name of the server that sends.");
        int port = PAGE.port("SMTP Port Number", config.smtp_port());
        TransportSecurity security = security("SMTP Transport Security", config.smtp_transport_security());
        Login login = Login.NONE;
        if (PAGE.bool("SMTP Authenticate", config.smtp_authenticate())) {
            String user = PAGE.required(
                    "SMTP User",
                    config.smtp_user(),
                    "Give the account that logs in, for Microsoft 365"
                            + " the mailbox's address. Or untick SMTP Authenticate if the server wants no login.");
            login = account == null
                    ? password("SMTP Password", user, config._smtp_password())
                    : new Login.OAuth(account, user);
        }
        Login settled = login;
        StartTls startTls = startTls("SMTP STARTTLS", config.smtp_starttls());
        return PAGE.checked(
                "SMTP Host", () -> new ConnectionSettings(Protocol.SMTP, host, port, security, startTls, settled));
    }

    /**
     * The POP3/IMAP half.
     *
     * @param account as for {@link #sending}
     */
    public ConnectionSettings receiving(@Nullable OAuthAccount account) {
        String host = host(
                "POP3/IMAP Host",
                config.receive_host(),
                account,
                Cloud::receiveHost,
                "Give the DNS name of the server that mails are received from.");
        int port = PAGE.port("POP3/IMAP Port Number", config.receive_port());
        Protocol protocol = protocol();
        TransportSecurity security = security("Receive Transport Security", config.receive_transport_security());
        String shared = sharedMailbox(account);
        boolean own = !config.receive_user().isBlank();
        String user = PAGE.required(
                "POP3/IMAP Username",
                !shared.isEmpty() ? shared : own ? config.receive_user() : config.smtp_user(),
                "Give the account that logs in, for Microsoft 365 the address of the mailbox to read.");
        String secret =
                own || !config._receive_password().isEmpty() ? config._receive_password() : config._smtp_password();
        Login login = account == null ? password("POP3/IMAP Password", user, secret) : new Login.OAuth(account, user);
        StartTls startTls = startTls("Receive STARTTLS", config.receive_starttls());
        return PAGE.checked(
                "POP3/IMAP Host", () -> new ConnectionSettings(protocol, host, port, security, startTls, login));
    }

    /** POP3 and IMAP log in with the shared address and the delegate's token; SMTP does with the delegate's own address. */
    private String sharedMailbox(@Nullable OAuthAccount account) {
        String shared = PAGE.resolved("Shared Mailbox", config.shared_mailbox());
        if (!shared.isEmpty() && account == null) {
            throw PAGE.wrong(
                    "Shared Mailbox",
                    "is '" + shared + "', but OAuth 2.0 Authentication Settings is not ticked."
                            + " A shared mailbox has no password: tick it, or empty this field.");
        }
        return shared;
    }

    private Protocol protocol() {
        return switch (config.receive_protocol().strip().toUpperCase(Locale.ROOT)) {
            case "IMAP" -> Protocol.IMAP;
            case "POP3" -> Protocol.POP3;
            default -> throw PAGE.wrong("POP3/IMAP", "is '" + config.receive_protocol() + "'. Give IMAP or POP3.");
        };
    }

    private static Login password(String field, String user, String secret) {
        return new Login.Password(
                user,
                PAGE.required(
                        field,
                        secret,
                        "Give the password of " + user
                                + "; for Microsoft 365, tick OAuth 2.0 Authentication Settings instead."));
    }

    /** What a mailbox allows; the defaults are Microsoft's. */
    public Limits limits() {
        Limits known = limits;
        if (known == null) {
            known = readLimits();
            limits = known;
        }
        return known;
    }

    private Limits readLimits() {
        return new Limits(
                number("Connections at Once", config.limit_connections()),
                number("Messages per Minute", config.limit_messages_per_minute()),
                number("Recipients per Day", config.limit_recipients_per_day()),
                number("Recipients per Message", config.limit_recipients_per_message()),
                Duration.ofSeconds(number("Longest Wait", config.longest_wait())),
                Duration.ofSeconds(number("Stop Time", config.stop_time())));
    }

    /** How much the outbox holds, and how long. */
    public OutboxLimits outbox() {
        int megabytes = number("Outbox Size", config.outbox_size());
        if (megabytes == 0) {
            throw PAGE.wrong("Outbox Size", "is 0, so that nothing could be submitted. Give the megabytes of mail.");
        }
        return new OutboxLimits((long) megabytes << 20, Duration.ofDays(number("Keep Sent", config.keep_sent())));
    }

    /** The mailbox that mail goes out from, in lower case; {@code host:port} without a login. */
    public String mailbox() {
        if (!PAGE.bool("SMTP Authenticate", config.smtp_authenticate())) {
            ConnectionSettings settings = sending(null);
            return settings.host() + ":" + settings.port();
        }
        return PAGE.required(
                        "SMTP User",
                        config.smtp_user(),
                        "Give the account that logs in, for Microsoft 365 the mailbox's address.")
                .toLowerCase(Locale.ROOT);
    }

    private static int number(String field, String value) {
        String text = PAGE.resolved(field, value);
        if (!text.matches("\\d{1,9}")) {
            throw PAGE.wrong(field, "is '" + text + "'. Give a whole number, 0 or more.");
        }
        return Integer.parseInt(text);
    }

    private static StartTls startTls(String field, String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "", "automatic" -> StartTls.AUTOMATIC;
            case "always" -> StartTls.ALWAYS;
            case "never" -> StartTls.NEVER;
            default -> throw PAGE.wrong(field, "is '" + value + "'. Give automatic, always or never.");
        };
    }

    private static void requireTls(String field, String value) {
        if (security(field, value) != TransportSecurity.TLS) {
            throw PAGE.wrong(
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
            default -> throw PAGE.wrong(field, "is '" + value + "'. Give None (empty), SSL or TLS.");
        };
    }
}
