package io.posthorn.endpoint.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The page <i>Email endpoint defaults</i>: what an endpoint leaves empty is taken from here. Every value is text. */
@ObjectClassDefinition(
        name = "Email endpoint defaults",
        description = "What email endpoints do where their own pages say nothing.")
public @interface EndpointDefaultsConfig {

    @AttributeDefinition(
            name = "Inbox Host",
            description =
                    "DNS name of the server of the watched mailbox, for example outlook.office365.com. Empty with OAuth: that of the account's cloud.")
    String inbox_host() default "";

    @AttributeDefinition(
            name = "Inbox Port",
            type = AttributeType.INTEGER,
            description =
                    "Port of the Inbox Host. 0 takes the standard port: IMAP 993 and POP3 995 with SSL, otherwise 143 and 110.")
    String inbox_port() default "0";

    @AttributeDefinition(
            name = "Inbox Protocol",
            description =
                    "How the mailbox is read: IMAP or POP3. Only IMAP tells of new mail by itself, has folders, and can keep mails.",
            options = {@Option(label = "IMAP", value = "IMAP"), @Option(label = "POP3", value = "POP3")})
    String inbox_protocol() default "IMAP";

    @AttributeDefinition(
            name = "Inbox Time Out",
            type = AttributeType.INTEGER,
            description =
                    "Seconds that the Inbox Host may take for an answer, 1 to 3600. After that the endpoint connects anew.")
    String inbox_timeout() default "60";

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
            type = AttributeType.BOOLEAN,
            description =
                    "TLS to the Inbox Host: from the first byte, on the ports 143 and 110 by STARTTLS, which is required then. Without it a password goes over the line unprotected; OAuth needs it.")
    String inbox_ssl_enabled() default "true";

    @AttributeDefinition(name = "Folder", description = "Full name of the watched folder. POP3 has INBOX only.")
    String folder() default "INBOX";

    @AttributeDefinition(
            name = "Watch",
            description =
                    "PUSH: the server tells of new mail at once. POLL: it is looked for by Cron Expression or Repeat Interval. Empty: POLL with POP3, which has no push, or with a Cron Expression; otherwise PUSH.",
            options = {
                @Option(label = "Automatic", value = ""),
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
            type = AttributeType.INTEGER,
            description = "How many scans a polled mailbox gets after the start. -1: for ever.")
    String repeat_count() default "-1";

    @AttributeDefinition(
            name = "Repeat Interval",
            type = AttributeType.INTEGER,
            description = "Seconds between two scans of a polled mailbox, 10 or more.")
    String repeat_interval() default "10";

    @AttributeDefinition(
            name = "Delay when job starts",
            type = AttributeType.INTEGER,
            description = "Seconds to wait after the start before the first scan.")
    String start_delay() default "0";

    @AttributeDefinition(
            name = "Batch Size",
            type = AttributeType.INTEGER,
            description =
                    "Mails handled in one scan of a polled mailbox. -1: all. With push, all are handled as they come.")
    String batch_size() default "2";

    @AttributeDefinition(
            name = "Asynchronous",
            type = AttributeType.BOOLEAN,
            description =
                    "Several attachments invoke the service once each. Ticked: each is answered by a mail of its own; not ticked: all results come in one mail.")
    String asynchronous() default "true";

    @AttributeDefinition(
            name = "Domain Pattern",
            description =
                    "Accepted sender domains, with commas, for example contoso.com, *.contoso.com. Mail from others is put aside unanswered. Proves nothing without Trusted Server.")
    String domain_pattern() default "*";

    @AttributeDefinition(
            name = "Trusted Server",
            description =
                    "Name with which your own mail server begins Authentication-Results headers, or exchange-online for Exchange Online, which writes none. Filled in: only mail whose sender's domain that server vouches for starts the service. Empty: anybody can write anything in From.")
    String trusted_server() default "";

    @AttributeDefinition(
            name = "File Pattern",
            description =
                    "Names of attachments that count, for example *.dat, data, *.[dD][aA][tT]. Others are left out.")
    String file_pattern() default "*.*";

    @AttributeDefinition(
            name = "Largest Mail",
            type = AttributeType.INTEGER,
            description =
                    "Megabytes that a mail may have, 1 to 1024. A larger one is not read: it goes to quarantine, and its sender is told.")
    String largest_mail() default "50";

    @AttributeDefinition(
            name = "Most Attachments",
            type = AttributeType.INTEGER,
            description =
                    "How many attachments a mail may have, 1 to 10000. One with more goes to quarantine, and its sender is told.")
    String most_attachments() default "100";

    @AttributeDefinition(
            name = "After Processing",
            description =
                    "What becomes of a mail that is done: MOVE to the Processed Folder, DELETE, or MARK as read. Empty: MOVE with IMAP, DELETE with POP3, which can do nothing else.",
            options = {
                @Option(label = "Automatic", value = ""),
                @Option(label = "Move", value = "MOVE"),
                @Option(label = "Delete", value = "DELETE"),
                @Option(label = "Mark as read", value = "MARK")
            })
    String after_processing() default "";

    @AttributeDefinition(
            name = "Processed Folder",
            description = "Where mails that are done are moved to. Made if it is missing.")
    String processed_folder() default "Processed";

    @AttributeDefinition(
            name = "Quarantine Folder",
            description =
                    "Where mails go that have failed or may start nothing, with the cause in the header X-Posthorn-Quarantine. Made if it is missing. With POP3 they stay and are not tried again.")
    String quarantine_folder() default "Quarantine";

    @AttributeDefinition(
            name = "Number of Tries",
            type = AttributeType.INTEGER,
            description = "How often a mail is tried before it goes to quarantine, 1 to 100.")
    String tries() default "3";

    @AttributeDefinition(
            name = "Successful Job's Recipients",
            description =
                    "Who gets the result: addresses with commas, 100 at most; sender is whoever wrote the mail. A hyphen: nobody.")
    String recipient_successful_job() default "sender";

    @AttributeDefinition(
            name = "Failed Job's Recipients",
            description =
                    "Who is told when a mail has failed for good: addresses with commas, 100 at most; sender is whoever wrote the mail. A hyphen: nobody.")
    String recipient_failed_job() default "sender";

    @AttributeDefinition(
            name = "SMTP Host",
            description =
                    "Server that sends the answers. Empty: they go out as all other mail, by the page Email service, and the SMTP fields are not used.")
    String smtp_host() default "";

    @AttributeDefinition(
            name = "SMTP Port",
            type = AttributeType.INTEGER,
            description = "Port of the SMTP Host. 0 takes the standard port: 587 with SSL, otherwise 25.")
    String smtp_port() default "0";

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
            type = AttributeType.BOOLEAN,
            description =
                    "TLS to the SMTP Host: on port 465 from the first byte, on others by STARTTLS, which is required then. OAuth needs it.")
    String smtp_ssl_enabled() default "true";

    @AttributeDefinition(
            name = "Send From",
            description = "From address of the answers. Empty: the mailbox that sends them.")
    String send_from() default "";

    @AttributeDefinition(
            name = "Include The Original Email Body As An Attachment",
            type = AttributeType.BOOLEAN,
            description =
                    "Ticked: the text of the sender's mail is attached to the answer; not ticked: it is quoted in it.")
    String include_original_body() default "false";

    @AttributeDefinition(
            name = "Use The Original Subject Line For Result Emails",
            type = AttributeType.BOOLEAN,
            description = "Ticked: answers have the subject of the sender's mail; not ticked: the subjects below.")
    String use_original_subject() default "false";

    @AttributeDefinition(name = "Success Email Subject", description = "Subject of a mail with results.")
    String success_email_subject() default "Your request was processed";

    @AttributeDefinition(name = "Success Email Body", description = "First line of a mail with results.")
    String success_email_body() default "Your request was processed. What came of it is here, or attached.";

    @AttributeDefinition(
            name = "Error Email Subject Prefix",
            description = "What stands in front of the subject of a mail on a failure.")
    String error_email_subject_prefix() default "Error: ";

    @AttributeDefinition(
            name = "Error Email Subject",
            description = "Subject of a mail on a failure, behind the prefix.")
    String error_email_subject() default "Your request could not be processed";

    @AttributeDefinition(
            name = "Error Email Body",
            description = "First line of a mail on a failure. The cause follows.")
    String error_email_body() default "Your request could not be processed:";

    @AttributeDefinition(
            name = "Email Summary Info",
            description = "Heading over the quoted text of the sender's mail.")
    String email_summary_info() default "Your mail was:";

    @AttributeDefinition(
            name = "Character Set Encoding",
            description = "Character set of the answers: UTF-8 or ISO-2022-JP.",
            options = {@Option(label = "UTF-8", value = "UTF-8"), @Option(label = "ISO2022-JP", value = "ISO-2022-JP")})
    String charset() default "UTF-8";

    @AttributeDefinition(
            name = "Failed Email Sent Folder",
            description =
                    "Folder of this server that keeps answers which the outbox cannot take. Empty: the mail waits and is tried again.")
    String failed_job_folder() default "";

    @AttributeDefinition(
            name = "Validate Inbox Before Creating/Updating This Endpoint",
            type = AttributeType.BOOLEAN,
            description =
                    "Ticked: when the page is read, the endpoint logs in to the Inbox Host, opens the folder, and says in the log what came of it.")
    String validate_inbox() default "true";
}
