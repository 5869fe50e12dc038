package io.posthorn.task.internal.template;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The page of one type of notification, with the labels of AEM Forms' Task Notifications and Administrator Notifications.
 * Every value is text here, so that a wrong one can be named.
 */
@ObjectClassDefinition(
        name = "Task notifications: notification type",
        description =
                "What the mails of one type say. Without a page, a type has a ready-made text. A change is used by"
                        + " the next mail.")
public @interface TypePageConfig {

    @AttributeDefinition(
            name = "Type",
            description = "Which of the eight types this page is for. Those for a group go to each of its members, and"
                    + " those about stalled processes to administrators.",
            options = {
                @Option(label = "Reminder", value = "reminder"),
                @Option(label = "Group - Reminder", value = "group-reminder"),
                @Option(label = "Task Assignment", value = "assignment"),
                @Option(label = "Group - Task Assignment", value = "group-assignment"),
                @Option(label = "Deadline", value = "deadline"),
                @Option(label = "Group - Deadline", value = "group-deadline"),
                @Option(label = "Stalled Branch", value = "stalled-branch"),
                @Option(label = "Stalled Operation", value = "stalled-operation")
            })
    String type() default "";

    @AttributeDefinition(
            name = "Enable",
            type = AttributeType.BOOLEAN,
            description = "Whether mails of this type are sent.")
    String enable() default "true";

    @AttributeDefinition(
            name = "Include Form Data",
            type = AttributeType.BOOLEAN,
            description = "Ticked: the task's documents are attached. For Reminder and Task Assignment only.")
    String include_form_data() default "false";

    @AttributeDefinition(
            name = "Email Address(es)",
            description = "Administrators to tell of stalled branches and operations, separated by commas, for example"
                    + " ops@contoso.com. Empty for the other types: their mails go to those who have the task.")
    String email_addresses() default "";

    @AttributeDefinition(
            name = "Subject",
            description = "Subject of the mails; may have variables, like Please complete task @@taskid@@. Empty: the"
                    + " ready-made one.")
    String subject() default "";

    @AttributeDefinition(
            name = "Notification Template",
            description = "Body of the mails, in the Message Format below; may have variables, like @@description@@."
                    + " Empty: the ready-made one.")
    String notification_template() default "";

    @AttributeDefinition(
            name = "Message Format",
            description = "HTML: the mails have both HTML and the same as text. Text: only text, and the Notification"
                    + " Template is text.",
            options = {@Option(label = "HTML", value = "HTML"), @Option(label = "Text", value = "Text")})
    String message_format() default "HTML";

    @AttributeDefinition(
            name = "Email Encoding",
            description = "ISO2022-JP is for Japanese readers with old programs. A mail with characters that it lacks"
                    + " goes out in UTF-8, which has all.",
            options = {@Option(label = "UTF-8", value = "UTF-8"), @Option(label = "ISO2022-JP", value = "ISO-2022-JP")})
    String email_encoding() default "UTF-8";

    @AttributeDefinition(
            name = "Ranking",
            type = AttributeType.INTEGER,
            description =
                    "Of several pages for one type, that with the highest ranking is used, and the log says which.")
    String service_ranking() default "0";

    @AttributeDefinition(name = "Name hint", description = "How the web console lists the page.")
    String webconsole_configurationFactory_nameHint() default "{type}, ranking {service.ranking}";
}
