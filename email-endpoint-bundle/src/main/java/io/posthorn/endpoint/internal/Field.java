package io.posthorn.endpoint.internal;

/** The fields of the pages of endpoints. */
enum Field {
    NAME("name", "Name", "", false),
    DESCRIPTION("description", "Description", "", false),
    ENABLED("enabled", "Enabled", "true", false),
    SERVICE("service", "Service", "", false),
    OPERATION_NAME("operation.name", "Operation Name", "invoke", false),
    USER_NAME("user.name", "User Name", "email-endpoint", false),
    DOMAIN_NAME("domain.name", "Domain Name", "", false),
    INPUT_MAPPINGS("input.mappings", "Input Mappings", "", false),
    OUTPUT_MAPPINGS("output.mappings", "Output Mappings", "", false),
    INBOX_HOST("inbox.host", "Inbox Host", "", true),
    INBOX_PORT("inbox.port", "Inbox Port", "0", true),
    INBOX_PROTOCOL("inbox.protocol", "Inbox Protocol", "IMAP", true),
    INBOX_TIMEOUT("inbox.timeout", "Inbox Time Out", "60", true),
    INBOX_USER("inbox.user", "Inbox User", "", true),
    INBOX_PASSWORD(".inbox.password", "Inbox Password", "", true),
    INBOX_SSL_ENABLED("inbox.ssl.enabled", "POP3/IMAP SSL Enabled", "true", true),
    FOLDER("folder", "Folder", "INBOX", true),
    WATCH("watch", "Watch", "", true),
    CRON_EXPRESSION("cron.expression", "Cron Expression", "", true),
    REPEAT_COUNT("repeat.count", "Repeat Count", "-1", true),
    REPEAT_INTERVAL("repeat.interval", "Repeat Interval", "10", true),
    START_DELAY("start.delay", "Delay when job starts", "0", true),
    BATCH_SIZE("batch.size", "Batch Size", "2", true),
    ASYNCHRONOUS("asynchronous", "Asynchronous", "true", true),
    DOMAIN_PATTERN("domain.pattern", "Domain Pattern", "*", true),
    TRUSTED_SERVER("trusted.server", "Trusted Server", "", true),
    FILE_PATTERN("file.pattern", "File Pattern", "*.*", true),
    LARGEST_MAIL("largest.mail", "Largest Mail", "50", true),
    MOST_ATTACHMENTS("most.attachments", "Most Attachments", "100", true),
    AFTER_PROCESSING("after.processing", "After Processing", "", true),
    PROCESSED_FOLDER("processed.folder", "Processed Folder", "Processed", true),
    QUARANTINE_FOLDER("quarantine.folder", "Quarantine Folder", "Quarantine", true),
    TRIES("tries", "Number of Tries", "3", true),
    RECIPIENT_SUCCESSFUL_JOB("recipient.successful.job", "Successful Job's Recipients", "sender", true),
    RECIPIENT_FAILED_JOB("recipient.failed.job", "Failed Job's Recipients", "sender", true),
    SMTP_HOST("smtp.host", "SMTP Host", "", true),
    SMTP_PORT("smtp.port", "SMTP Port", "0", true),
    SMTP_USER("smtp.user", "SMTP User", "", true),
    SMTP_PASSWORD(".smtp.password", "SMTP Password", "", true),
    SMTP_SSL_ENABLED("smtp.ssl.enabled", "SMTP SSL Enabled", "true", true),
    SEND_FROM("send.from", "Send From", "", true),
    INCLUDE_ORIGINAL_BODY("include.original.body", "Include The Original Email Body As An Attachment", "false", true),
    USE_ORIGINAL_SUBJECT("use.original.subject", "Use The Original Subject Line For Result Emails", "false", true),
    SUCCESS_EMAIL_SUBJECT("success.email.subject", "Success Email Subject", "Your request was processed", true),
    SUCCESS_EMAIL_BODY(
            "success.email.body",
            "Success Email Body",
            "Your request was processed. What came of it is here, or attached.",
            true),
    ERROR_EMAIL_SUBJECT_PREFIX("error.email.subject.prefix", "Error Email Subject Prefix", "Error: ", true),
    ERROR_EMAIL_SUBJECT("error.email.subject", "Error Email Subject", "Your request could not be processed", true),
    ERROR_EMAIL_BODY("error.email.body", "Error Email Body", "Your request could not be processed:", true),
    EMAIL_SUMMARY_INFO("email.summary.info", "Email Summary Info", "Your mail was:", true),
    CHARSET("charset", "Character Set Encoding", "UTF-8", true),
    FAILED_JOB_FOLDER("failed.job.folder", "Failed Email Sent Folder", "", true),
    VALIDATE_INBOX("validate.inbox", "Validate Inbox Before Creating/Updating This Endpoint", "true", true),
    OAUTH("oauth", "OAuth 2.0 Authentication Settings", "false", false),
    OAUTH_ACCOUNT("oauth.account", "OAuth Account", "", false),
    CLIENT_ID("client.id", "Client ID", "", false),
    CLIENT_SECRET(".client.secret", "Client Secret", "", false),
    REFRESH_TOKEN(".refresh.token", "Refresh Token", "", false),
    TENANT("tenant", "Tenant", "organizations", false),
    AUTHORITY("authority", "Authority", "", false);

    private final String property;
    private final String label;
    private final String fallback;
    private final boolean inherited;

    Field(String property, String label, String fallback, boolean inherited) {
        this.property = property;
        this.label = label;
        this.fallback = fallback;
        this.inherited = inherited;
    }

    /** Its name in a file. */
    String property() {
        return property;
    }

    /** Its name on the page. */
    String label() {
        return label;
    }

    /** What is taken where nobody has typed anything. */
    String fallback() {
        return fallback;
    }

    /** Whether the page of the defaults has it, too. */
    boolean isInherited() {
        return inherited;
    }
}
