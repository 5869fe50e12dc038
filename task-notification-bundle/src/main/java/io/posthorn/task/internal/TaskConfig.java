package io.posthorn.task.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The page <i>Task notifications: email settings</i>, with the labels of AEM Forms' Email Settings. Every value is text here,
 * whatever the page shows, so that a wrong one can be named.
 */
@ObjectClassDefinition(
        name = "Task notifications: email settings",
        description =
                "How notifications of tasks are sent. With the Email service's settings, which is the default, nothing"
                        + " needs to be filled in here.")
public @interface TaskConfig {

    @AttributeDefinition(
            name = "Enable Outgoing Messages",
            type = AttributeType.BOOLEAN,
            description = "The master switch: not ticked, nobody is notified of any task.")
    String enable_outgoing_messages() default "true";

    @AttributeDefinition(
            name = "Use the Email Service's Settings",
            type = AttributeType.BOOLEAN,
            description =
                    "Ticked: notifications go out as all other mail, by the page Email service; server and login on this"
                            + " page are not used then. Not ticked: by the fields below.")
    String use_email_service() default "true";

    @AttributeDefinition(
            name = "SMTP Server",
            description = "DNS name or address of the server that sends notifications. Empty with OAuth: that of the"
                    + " account's cloud; for Microsoft 365 worldwide smtp.office365.com.")
    String smtp_server() default "";

    @AttributeDefinition(
            name = "SMTP Port Number",
            type = AttributeType.INTEGER,
            description =
                    "Port of the SMTP Server, 1 to 65535. Microsoft 365: 587. 0 takes the standard port: 587 for TLS,"
                            + " 465 for SSL, 25 for None.")
    String smtp_port() default "587";

    @AttributeDefinition(
            name = "SMTP Transport Security",
            description =
                    "Protection of the connection to the SMTP Server. TLS: STARTTLS, required (from the first byte on"
                            + " port 465). SSL: TLS from the first byte. Must be TLS with Enable OAuth.",
            options = {
                @Option(label = "None", value = ""),
                @Option(label = "SSL", value = "SSL"),
                @Option(label = "TLS", value = "TLS")
            })
    String smtp_transport_security() default "TLS";

    @AttributeDefinition(
            name = "User Name",
            description =
                    "Account that logs in to the SMTP Server, if it wants a login; with OAuth the mailbox's address."
                            + " Empty: no login; with OAuth the Email Address.")
    String user_name() default "";

    @AttributeDefinition(
            name = "Password",
            type = AttributeType.PASSWORD,
            description = "Password of the User Name; not used with OAuth. May be $[secret:name] or $[env:NAME].")
    String _password() default "";

    @AttributeDefinition(
            name = "Email Address",
            description = "Sender of all notifications, for example tasks@contoso.com. Empty: the mailbox that sends.")
    String email_address() default "";

    @AttributeDefinition(
            name = "Reply Address",
            description =
                    "Where replies that complete a task go: the mailbox of the endpoint that takes them. Empty: the Email"
                            + " Address.")
    String reply_address() default "";

    @AttributeDefinition(
            name = "Days to Reply",
            type = AttributeType.INTEGER,
            description = "How many days after a notification a reply may complete its task, 1 to 3650.")
    String days_to_reply() default "90";

    @AttributeDefinition(
            name = "Enable OAuth",
            type = AttributeType.BOOLEAN,
            description =
                    "Ticked: log in to the SMTP Server by OAuth 2.0, by an OAuth Account or with the Client ID, Client"
                            + " Secret and Refresh Token of this page.")
    String oauth() default "false";

    @AttributeDefinition(
            name = "OAuth Account",
            description =
                    "Name of a page OAuth 2.0 account that notifications are sent with. Client ID, Client Secret and"
                            + " Refresh Token stay empty then.")
    String oauth_account() default "";

    @AttributeDefinition(
            name = "Client ID",
            description = "Application (client) ID of the app registration that notifications are sent with.")
    String client_id() default "";

    @AttributeDefinition(
            name = "Client Secret",
            type = AttributeType.PASSWORD,
            description =
                    "Value (not ID) of a client secret of that app. Empty for a public client. May be $[secret:name] or"
                            + " $[env:NAME].")
    String _client_secret() default "";

    @AttributeDefinition(
            name = "Refresh Token",
            type = AttributeType.PASSWORD,
            description =
                    "Refresh token from a sign-in of the sender with SMTP.Send and offline_access. Only the seed: Posthorn"
                            + " keeps the newer ones. May be $[secret:name].")
    String _refresh_token() default "";

    @AttributeDefinition(
            name = "Tenant",
            description =
                    "Directory (tenant) ID or domain that the sender signs in to, for example contoso.onmicrosoft.com.")
    String tenant() default "organizations";

    @AttributeDefinition(
            name = "Authority",
            description =
                    "Only for an authority of one's own: its address without the tenant. Empty: Microsoft's worldwide"
                            + " one; for other clouds use an OAuth Account.")
    String authority() default "";

    @AttributeDefinition(
            name = "Notification Host",
            description =
                    "What the variable notification-host renders: name, and port if it is unusual, under which users reach"
                            + " this server, or its cluster. Empty: this machine's name.")
    String notification_host() default "";

    @AttributeDefinition(
            name = "User Property",
            description = "Name of the property of an OSGi UserAdmin user that holds the mail address.")
    String user_property() default "email";
}
