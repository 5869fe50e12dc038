package io.posthorn.endpoint.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The page <i>Email endpoint</i>, with the labels of AEM Forms. Every value is text here, whatever the page shows, so that a wrong
 * one can be named. An empty one is that of the page <i>Email endpoint defaults</i>.
 */
@ObjectClassDefinition(
        name = "Email endpoint",
        description =
                "A mailbox whose mails start a service, and are answered with its result. What is left empty is taken from the page Email endpoint defaults.")
public @interface EndpointConfig {

    @AttributeDefinition(
            name = "Name",
            description =
                    "Name of the endpoint, unique, up to 200 characters, for example invoices. mail:endpoints and the log call it so.")
    String name() default "";

    @AttributeDefinition(name = "Description", description = "What the endpoint is for. Not used by Posthorn.")
    String description() default "";

    @AttributeDefinition(
            name = "Enabled",
            type = AttributeType.BOOLEAN,
            description = "Not ticked: the endpoint watches nothing, and its mailbox stays reserved for it.")
    String enabled() default "true";

    @AttributeDefinition(
            name = "Service",
            description =
                    "Name of the service that its mails start: the property endpoint.service of an OSGi service EndpointService, for example Complete Task. The endpoint waits until it is there.")
    String service() default "";

    @AttributeDefinition(
            name = "Operation Name",
            description = "Which operation of the service. Most have one only: invoke.")
    String operation_name() default "invoke";

    @AttributeDefinition(
            name = "User Name",
            description =
                    "User on whose behalf the service is invoked. No administrator: anybody who can write to the mailbox acts as this user.")
    String user_name() default "email-endpoint";

    @AttributeDefinition(
            name = "Domain Name",
            description =
                    "Domain of the User Name, where services tell users of several domains apart, for example DefaultDom.")
    String domain_name() default "";

    @AttributeDefinition(
            name = "Input Mappings",
            description =
                    "What of a mail becomes which parameter of the operation, one a line: NAME:TYPE=VALUE. The value is %SUBJECT%, %BODY%, %HEADER%, %SENDER%, a file pattern such as *.pdf that selects attachments, or literal:TEXT. Types: String, long, int, boolean, Document, list, map.")
    String[] input_mappings() default {};

    @AttributeDefinition(
            name = "Output Mappings",
            description =
                    "How the documents of a result are named, one a line: OUTPUT=PATTERN, for example result=Result/%F.pdf. %F is the name of the attachment without extension, %E its extension. Empty: by their own names.")
    String[] output_mappings() default {};

    @AttributeDefinition(
            name = "Inbox Host",
            description =
                    "DNS name of the server of the watched mailbox, for example outlook.office365.com. Empty with OAuth: that of the account's cloud.")
    String inbox_host() default "";

    @AttributeDefinition(
            name = "Inbox Port",
            description =
                    "Port of the Inbox Host. 0 takes the standard port: IMAP 993 and POP3 995 with SSL, otherwise 143 and 110.")
    String inbox_port() default "";

    @AttributeDefinition(
            name = "Inbox Protocol",
            description =
                    "How the mailbox is read: IMAP or POP3. Only IMAP tells of new mail by itself, has folders, and can keep mails.",
            options = {
                @Option(label = "As in the defaults", value = ""),
                @Option(label = "IMAP", value = "IMAP"),
                @Option(label = "POP3", value = "POP3")
            })
    String inbox_protocol() default "";

    @AttributeDefinition(
            name = "Inbox Time Out",
            description =
                    "Seconds that the Inbox Host may take for an answer, 1 to 3600. After that the endpoint connects anew.")
    String inbox_timeout() default "";

    @AttributeDefinition(
            name = "Inbox User",
            description =
                    "Who logs in to the Inbox Host; for Microsoft 365 the address of the mailbox. Use a mailbox made only for the endpoint.")
    String inbox_user() default "";

    @AttributeDefinition(
            name = "Inbox Password",
            type = AttributeType.PASSWORD,
            description = "Password of the Inbox User; not used with OAuth. May be $[secret:name] or $[env:NAME].")
    String _inbox_password() default "";

    @AttributeDefinition(
            name = "POP3/IMAP SSL Enabled",
            description =
                    "TLS to the Inbox Host: from the first byte, on the ports 143 and 110 by STARTTLS, which is required then. Without it a password goes over the line unprotected; OAuth needs it.",
            options = {
                @Option(label = "As in the defaults", value = ""),
                @Option(label = "Yes", value = "true"),
                @Option(label = "No", value = "false")
            })
    String inbox_ssl_enabled() default "";

    @AttributeDefinition(name = "Folder", description = "Full name of the watched folder. POP3 has INBOX only.")
    String folder() default "";

    @AttributeDefinition(
            name = "Watch",
            description =
                    "PUSH: the server tells of new mail at once. POLL: it is looked for by Cron Expression or Repeat Interval. Empty: POLL with POP3, which has no push, or with a Cron Expression; otherwise PUSH.",
            options = {
                @Option(label = "As in the defaults", value = ""),
                @Option(label = "Push (IMAP IDLE)", value = "PUSH"),
                @Option(label = "Polling", value = "POLL")
            })
    String watch() default "";

    @AttributeDefinition(
            name = "Cron Expression",
            description =
                    "When a polled mailbox is looked at, as Quartz writes it, for example 0 0/5 8-18 ? * MON-FRI. Empty: by Repeat Interval.")
    String cron_expression() default "";

    @AttributeDefinition(
            name = "Repeat Count",
            description = "How many scans a polled mailbox gets after the start. -1: for ever.")
    String repeat_count() default "";

    @AttributeDefinition(
            name = "Repeat Interval",
            description = "Seconds between two scans of a polled mailbox, 10 or more.")
    String repeat_interval() default "";

    @AttributeDefinition(
            name = "Delay when job starts",
            description = "Seconds to wait after the start before the first scan.")
    String start_delay() default "";

    @AttributeDefinition(
            name = "Batch Size",
            description =
                    "Mails handled in one scan of a polled mailbox. -1: all. With push, all are handled as they come.")
    String batch_size() default "";

    @AttributeDefinition(
            name = "Asynchronous",
            description =
                    "Several attachments invoke the service once each. Ticked: each is answered by a mail of its own; not ticked: all results come in one mail.",
            options = {
                @Option(label = "As in the defaults", value = ""),
                @Option(label = "Yes", value = "true"),
                @Option(label = "No", value = "false")
            })
    String asynchronous() default "";

    @AttributeDefinition(
            name = "Domain Pattern",
            description =
                    "Accepted sender domains, with commas, for example contoso.com, *.contoso.com. Mail from others is put aside unanswered. Proves nothing without Trusted Server.")
    String domain_pattern() default "";

    @AttributeDefinition(
            name = "Trusted Server",
            description =
                    "Name with which your own mail server begins Authentication-Results headers, or exchange-online for Exchange Online, which writes none. Filled in: only mail whose sender's domain that server vouches for starts the service. Empty: anybody can write anything in From.")
    String trusted_server() default "";

    @AttributeDefinition(
            name = "File Pattern",
            description =
                    "Names of attachments that count, for example *.dat, data, *.[dD][aA][tT]. Others are left out.")
    String file_pattern() default "";

    @AttributeDefinition(
            name = "Largest Mail",
            description =
                    "Megabytes that a mail may have, 1 to 1024. A larger one is not read: it goes to quarantine, and its sender is told.")
    String largest_mail() default "";

    @AttributeDefinition(
            name = "Most Attachments",
            description =
                    "How many attachments a mail may have, 1 to 10000. One with more goes to quarantine, and its sender is told.")
    String most_attachments() default "";

    @AttributeDefinition(
            name = "After Processing",
            description =
                    "What becomes of a mail that is done: MOVE to the Processed Folder, DELETE, or MARK as read. Empty: MOVE with IMAP, DELETE with POP3, which can do nothing else.",
            options = {
                @Option(label = "As in the defaults", value = ""),
                @Option(label = "Move", value = "MOVE"),
                @Option(label = "Delete", value = "DELETE"),
                @Option(label = "Mark as read", value = "MARK")
            })
    String after_processing() default "";

    @AttributeDefinition(
            name = "Processed Folder",
            description = "Where mails that are done are moved to. Made if it is missing.")
    String processed_folder() default "";

    @AttributeDefinition(
            name = "Quarantine Folder",
            description =
                    "Where mails go that have failed or may start nothing, with the cause in the header X-Posthorn-Quarantine. Made if it is missing. With POP3 they stay and are not tried again.")
    String quarantine_folder() default "";

    @AttributeDefinition(
            name = "Number of Tries",
            description = "How often a mail is tried before it goes to quarantine, 1 to 100.")
    String tries() default "";

    @AttributeDefinition(
            name = "Successful Job's Recipients",
            description =
                    "Who gets the result: addresses with commas, 100 at most; sender is whoever wrote the mail. A hyphen: nobody.")
    String recipient_successful_job() default "";

    @AttributeDefinition(
            name = "Failed Job's Recipients",
            description =
                    "Who is told when a mail has failed for good: addresses with commas, 100 at most; sender is whoever wrote the mail. A hyphen: nobody.")
    String recipient_failed_job() default "";

    @AttributeDefinition(
            name = "SMTP Host",
            description =
                    "Server that sends the answers. Empty: they go out as all other mail, by the page Email service, and the SMTP fields are not used.")
    String smtp_host() default "";

    @AttributeDefinition(
            name = "SMTP Port",
            description = "Port of the SMTP Host. 0 takes the standard port: 587 with SSL, otherwise 25.")
    String smtp_port() default "";

    @AttributeDefinition(
            name = "SMTP User",
            description =
                    "Who logs in to the SMTP Host; may be the Inbox User. Empty: no login; with OAuth the Inbox User.")
    String smtp_user() default "";

    @AttributeDefinition(
            name = "SMTP Password",
            type = AttributeType.PASSWORD,
            description = "Password of the SMTP User; not used with OAuth. May be $[secret:name] or $[env:NAME].")
    String _smtp_password() default "";

    @AttributeDefinition(
            name = "SMTP SSL Enabled",
            description =
                    "TLS to the SMTP Host: on port 465 from the first byte, on others by STARTTLS, which is required then. OAuth needs it.",
            options = {
                @Option(label = "As in the defaults", value = ""),
                @Option(label = "Yes", value = "true"),
                @Option(label = "No", value = "false")
            })
    String smtp_ssl_enabled() default "";

    @AttributeDefinition(
            name = "Send From",
            description = "From address of the answers. Empty: the mailbox that sends them.")
    String send_from() default "";

    @AttributeDefinition(
            name = "Include The Original Email Body As An Attachment",
            description =
                    "Ticked: the text of the sender's mail is attached to the answer; not ticked: it is quoted in it.",
            options = {
                @Option(label = "As in the defaults", value = ""),
                @Option(label = "Yes", value = "true"),
                @Option(label = "No", value = "false")
            })
    String include_original_body() default "";

    @AttributeDefinition(
            name = "Use The Original Subject Line For Result Emails",
            description = "Ticked: answers have the subject of the sender's mail; not ticked: the subjects below.",
            options = {
                @Option(label = "As in the defaults", value = ""),
                @Option(label = "Yes", value = "true"),
                @Option(label = "No", value = "false")
            })
    String use_original_subject() default "";

    @AttributeDefinition(name = "Success Email Subject", description = "Subject of a mail with results.")
    String success_email_subject() default "";

    @AttributeDefinition(name = "Success Email Body", description = "First line of a mail with results.")
    String success_email_body() default "";

    @AttributeDefinition(
            name = "Error Email Subject Prefix",
            description = "What stands in front of the subject of a mail on a failure.")
    String error_email_subject_prefix() default "";

    @AttributeDefinition(
            name = "Error Email Subject",
            description = "Subject of a mail on a failure, behind the prefix.")
    String error_email_subject() default "";

    @AttributeDefinition(
            name = "Error Email Body",
            description = "First line of a mail on a failure. The cause follows.")
    String error_email_body() default "";

    @AttributeDefinition(
            name = "Email Summary Info",
            description = "Heading over the quoted text of the sender's mail.")
    String email_summary_info() default "";

    @AttributeDefinition(
            name = "Character Set Encoding",
            description = "Character set of the answers: UTF-8 or ISO-2022-JP.",
            options = {
                @Option(label = "As in the defaults", value = ""),
                @Option(label = "UTF-8", value = "UTF-8"),
                @Option(label = "ISO2022-JP", value = "ISO-2022-JP")
            })
    String charset() default "";

    @AttributeDefinition(
            name = "Failed Email Sent Folder",
            description =
                    "Folder of this server that keeps answers which the outbox cannot take. Empty: the mail waits and is tried again.")
    String failed_job_folder() default "";

    @AttributeDefinition(
            name = "Validate Inbox Before Creating/Updating This Endpoint",
            description =
                    "Ticked: when the page is read, the endpoint logs in to the Inbox Host, opens the folder, and says in the log what came of it.",
            options = {
                @Option(label = "As in the defaults", value = ""),
                @Option(label = "Yes", value = "true"),
                @Option(label = "No", value = "false")
            })
    String validate_inbox() default "";

    @AttributeDefinition(
            name = "OAuth 2.0 Authentication Settings",
            type = AttributeType.BOOLEAN,
            description =
                    "Ticked: log in to the mailbox by OAuth 2.0, with an OAuth Account or with the Client ID, Client Secret and Refresh Token of this endpoint.")
    String oauth() default "false";

    @AttributeDefinition(
            name = "OAuth Account",
            description =
                    "Name of a page OAuth 2.0 account that the mailbox is read with. Client ID, Client Secret and Refresh Token stay empty then.")
    String oauth_account() default "";

    @AttributeDefinition(
            name = "Client ID",
            description = "Application (client) ID of the app registration that the mailbox is read with.")
    String client_id() default "";

    @AttributeDefinition(
            name = "Client Secret",
            type = AttributeType.PASSWORD,
            description =
                    "Value (not ID) of a client secret of the endpoint's app. Empty for a public client. May be $[secret:name] or $[env:NAME].")
    String _client_secret() default "";

    @AttributeDefinition(
            name = "Refresh Token",
            type = AttributeType.PASSWORD,
            description =
                    "Refresh token from a sign-in of the mailbox with IMAP.AccessAsUser.All (or POP) and offline_access. Only the seed: Posthorn keeps the newer ones. May be $[secret:name].")
    String _refresh_token() default "";

    @AttributeDefinition(
            name = "Tenant",
            description =
                    "Directory (tenant) ID or domain that the mailbox signs in to, for example contoso.onmicrosoft.com.")
    String tenant() default "organizations";

    @AttributeDefinition(
            name = "Authority",
            description =
                    "Only for an authority of one's own: its address without the tenant. Empty: Microsoft's worldwide one; for other clouds use a page OAuth 2.0 account.")
    String authority() default "";
}
