package io.posthorn.email.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The page <i>Email service</i>, with the labels of AEM Forms' EmailService. Every value is text here, whatever the page
 * shows, so that a wrong one can be named instead of making the service vanish.
 */
@ObjectClassDefinition(
        name = "Email service",
        description = "The mail servers that every send and receive uses unless it brings its own connection settings,"
                + " and the OAuth 2.0 sign-in for Microsoft 365. A change is used by the next mail.")
public @interface EmailServiceConfig {

    @AttributeDefinition(
            name = "SMTP Host",
            description = "DNS name of the server that sends. Empty: that of the account's cloud; for Microsoft 365"
                    + " worldwide smtp.office365.com.")
    String smtp_host() default "";

    @AttributeDefinition(
            name = "SMTP Port Number",
            type = AttributeType.INTEGER,
            description = "1 to 65535. Microsoft 365: 587. 0 takes the standard port: 587 for TLS, 465 for SSL, 25 for"
                    + " None.")
    String smtp_port() default "587";

    @AttributeDefinition(
            name = "SMTP Authenticate",
            type = AttributeType.BOOLEAN,
            description = "Whether the SMTP server wants a login. Must be ticked for OAuth 2.0.")
    String smtp_authenticate() default "true";

    @AttributeDefinition(
            name = "SMTP User",
            description = "Account that logs in to send, for Microsoft 365 the mailbox's address, for example"
                    + " forms@contoso.com.")
    String smtp_user() default "";

    @AttributeDefinition(
            name = "SMTP Password",
            type = AttributeType.PASSWORD,
            description = "Password of the SMTP User; not used with OAuth 2.0. May be $[secret:name] or $[env:NAME].")
    String _smtp_password() default "";

    @AttributeDefinition(
            name = "SMTP Transport Security",
            description =
                    "Protection of the SMTP connection. TLS: STARTTLS, required (from the first byte on port 465)."
                            + " SSL: TLS from the first byte. Must be TLS for OAuth 2.0.",
            options = {
                @Option(label = "None", value = ""),
                @Option(label = "SSL", value = "SSL"),
                @Option(label = "TLS", value = "TLS")
            })
    String smtp_transport_security() default "TLS";

    @AttributeDefinition(
            name = "SMTP STARTTLS",
            description =
                    "Whether TLS to the SMTP server begins with STARTTLS; for unusual ports only. Automatic: as the"
                            + " port is made for it. Always and Never: on any port.",
            options = {
                @Option(label = "Automatic", value = "automatic"),
                @Option(label = "Always", value = "always"),
                @Option(label = "Never", value = "never")
            })
    String smtp_starttls() default "automatic";

    @AttributeDefinition(
            name = "POP3/IMAP Host",
            description = "DNS name of the server that mails are received from. Empty: that of the account's cloud; for"
                    + " Microsoft 365 worldwide outlook.office365.com.")
    String receive_host() default "";

    @AttributeDefinition(
            name = "POP3/IMAP Username",
            description =
                    "Account that logs in to receive, for Microsoft 365 the address of the mailbox to read. Empty:"
                            + " the SMTP User.")
    String receive_user() default "";

    @AttributeDefinition(
            name = "Shared Mailbox",
            description =
                    "Address of a shared mailbox to read, with the sign-in of a user who may open it. POP3 and IMAP"
                            + " open the shared mailbox; SMTP logs in as the SMTP User, who needs the right to send as it.")
    String shared_mailbox() default "";

    @AttributeDefinition(
            name = "POP3/IMAP Password",
            type = AttributeType.PASSWORD,
            description = "Password of the POP3/IMAP Username; not used with OAuth 2.0. Empty: the SMTP Password, where"
                    + " the user is the SMTP User too.")
    String _receive_password() default "";

    @AttributeDefinition(
            name = "POP3/IMAP Port Number",
            type = AttributeType.INTEGER,
            description =
                    "1 to 65535. Microsoft 365: 993 for IMAP, 995 for POP3. 0 takes the protocol's standard port.")
    String receive_port() default "993";

    @AttributeDefinition(
            name = "POP3/IMAP",
            description = "Protocol to receive with. IMAP is the better one; POP3 works with OAuth 2.0 too.",
            options = {@Option(label = "IMAP", value = "IMAP"), @Option(label = "POP3", value = "POP3")})
    String receive_protocol() default "IMAP";

    @AttributeDefinition(
            name = "Receive Transport Security",
            description =
                    "Protection of the POP3/IMAP connection. TLS: from the first byte (STARTTLS, required, on port"
                            + " 143 or 110). SSL: TLS from the first byte on any port. Must be TLS for OAuth 2.0.",
            options = {
                @Option(label = "None", value = ""),
                @Option(label = "SSL", value = "SSL"),
                @Option(label = "TLS", value = "TLS")
            })
    String receive_transport_security() default "TLS";

    @AttributeDefinition(
            name = "Receive STARTTLS",
            description = "Whether TLS to the POP3/IMAP server begins with STARTTLS (STLS); for unusual ports only."
                    + " Automatic: as the port is made for it. Always and Never: on any port.",
            options = {
                @Option(label = "Automatic", value = "automatic"),
                @Option(label = "Always", value = "always"),
                @Option(label = "Never", value = "never")
            })
    String receive_starttls() default "automatic";

    @AttributeDefinition(
            name = "OAuth 2.0 Authentication Settings",
            type = AttributeType.BOOLEAN,
            description =
                    "Ticked: log in by OAuth 2.0 with the fields below, as Microsoft 365 demands. Not ticked: log in"
                            + " by password.")
    String oauth() default "false";

    @AttributeDefinition(
            name = "OAuth Account",
            description =
                    "Name of a page OAuth 2.0 account to log in with. Then Client ID, Client Secret and Refresh Token"
                            + " below stay empty, and Tenant and Authority are the account's. Empty: the fields below.")
    String oauth_account() default "";

    @AttributeDefinition(
            name = "Client ID",
            description =
                    "Application (client) ID, from the Overview of the app registration in the Microsoft Entra admin"
                            + " center.")
    String client_id() default "";

    @AttributeDefinition(
            name = "Client Secret",
            type = AttributeType.PASSWORD,
            description = "Value (not ID) of a client secret, shown once when it is made under Certificates & secrets."
                    + " Empty for a public client. May be $[secret:name] or $[env:NAME].")
    String _client_secret() default "";

    @AttributeDefinition(
            name = "Refresh Token",
            type = AttributeType.PASSWORD,
            description = "Refresh token from a sign-in with the three mail scopes and offline_access. Only the seed:"
                    + " Posthorn keeps the newer ones that the authority sends. May be $[secret:name].")
    String _refresh_token() default "";

    @AttributeDefinition(
            name = "Cloud",
            description = "Which Microsoft cloud: it sets authority, scopes and mail hosts. Those of DoD and China are"
                    + " unverified: other programs disagree about them. For a cloud of one's own use an OAuth Account.",
            options = {
                @Option(label = "Global (and GCC)", value = "Global"),
                @Option(label = "Outlook.com (personal mailboxes)", value = "Outlook.com"),
                @Option(label = "US Government: GCC High", value = "GCC High"),
                @Option(label = "US Government: DoD (unverified)", value = "DoD"),
                @Option(label = "China, 21Vianet (unverified)", value = "China")
            })
    String cloud() default "Global";

    @AttributeDefinition(
            name = "Tenant",
            description = "Directory (tenant) ID or a domain of it for a single-tenant application; organizations for"
                    + " work and school accounts of any tenant; common for these and personal accounts.")
    String tenant() default "common";

    @AttributeDefinition(
            name = "Authority",
            description =
                    "https address that issues the tokens, without the tenant. Empty: the cloud's, which is right but for"
                            + " tests.")
    String authority() default "";

    @AttributeDefinition(
            name = "Connections at Once",
            type = AttributeType.INTEGER,
            description = "SMTP connections to a mailbox at once, from all servers that share the store. Microsoft 365"
                    + " takes 3. 0: any number.")
    String limit_connections() default "3";

    @AttributeDefinition(
            name = "Messages per Minute",
            type = AttributeType.INTEGER,
            description = "Messages of a mailbox in any 60 seconds; further ones wait. Microsoft 365 takes 30. 0: any"
                    + " number, for servers of your own.")
    String limit_messages_per_minute() default "30";

    @AttributeDefinition(
            name = "Recipients per Day",
            type = AttributeType.INTEGER,
            description = "Recipients of a mailbox in any 24 hours; mail to further ones waits. Microsoft 365 takes"
                    + " 10000. 0: any number.")
    String limit_recipients_per_day() default "10000";

    @AttributeDefinition(
            name = "Recipients per Message",
            type = AttributeType.INTEGER,
            description = "A mail to more recipients is sent in parts. Microsoft 365 takes 500, or what its"
                    + " administrator has set (1 to 1000). 0: any number.")
    String limit_recipients_per_message() default "500";

    @AttributeDefinition(
            name = "Longest Wait",
            type = AttributeType.INTEGER,
            description =
                    "Seconds that a send waits for its mailbox's turn before it fails. The outbox waits as long as"
                            + " it takes.")
    String longest_wait() default "120";

    @AttributeDefinition(
            name = "Stop Time",
            type = AttributeType.INTEGER,
            description = "Seconds that running sends may take to end when Posthorn stops; then they are cut off.")
    String stop_time() default "30";

    @AttributeDefinition(
            name = "Outbox Size",
            type = AttributeType.INTEGER,
            description =
                    "Megabytes of mail in the outbox, from all mailboxes. What is submitted beyond that is refused;"
                            + " it is never dropped.")
    String outbox_size() default "1024";

    @AttributeDefinition(
            name = "Keep Sent",
            type = AttributeType.INTEGER,
            description =
                    "Days that the outbox lists a mail which was sent, refused or dropped. The body of one that was"
                            + " sent goes at once.")
    String keep_sent() default "30";
}
