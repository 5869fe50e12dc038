package io.posthorn.task.internal.template;

import io.posthorn.email.Address;
import io.posthorn.page.Page;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The fields of one page. Every fault is a sentence that names page and field. */
final class TypePageFields {

    static final String PID = "io.posthorn.task.template";

    private static final String LABEL = "Task notifications: notification type";

    private final TypePageConfig config;
    private final Page page;

    /**
     * Nothing is checked yet.
     *
     * @param pid which of the pages it is
     */
    TypePageFields(TypePageConfig config, String pid) {
        this.config = config;
        this.page = new Page(LABEL, pid);
    }

    Page page() {
        return page;
    }

    NotificationType type() {
        String labels = Arrays.stream(NotificationType.values())
                .map(NotificationType::value)
                .collect(Collectors.joining(", "));
        String text = page.required("Type", config.type(), "Choose one of: " + labels + ".");
        return NotificationType.named(text)
                .orElseThrow(() -> page.wrong("Type", "is '" + text + "'. Choose one of: " + labels + "."));
    }

    int ranking() {
        String text = config.service_ranking().strip();
        if (!text.matches("[+-]?\\d{1,9}|")) {
            throw page.wrong("Ranking", "is '" + text + "'. Give a whole number, like 10, or leave it empty for 0.");
        }
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    TypePage checked() {
        NotificationType type = type();
        ranking();
        boolean isEnabled = page.bool("Enable", config.enable());
        return new TypePage(type, isEnabled, includesFormData(type), addresses(type, isEnabled), template(type));
    }

    private boolean includesFormData(NotificationType type) {
        boolean includes = page.bool("Include Form Data", config.include_form_data());
        if (includes && !type.mayIncludeFormData()) {
            throw page.wrong(
                    "Include Form Data",
                    "is ticked, and mails of the type " + type.label() + " never have documents. Only Reminder and Task"
                            + " Assignment may: untick it.");
        }
        return includes;
    }

    private List<Address> addresses(NotificationType type, boolean isEnabled) {
        String field = "Email Address(es)";
        String text = page.resolved(field, config.email_addresses());
        if (!type.isForAdministrators() && !text.isEmpty()) {
            throw page.wrong(
                    field,
                    "is filled in, and mails of the type " + type.label()
                            + " go to those who have the task. Empty it, or choose another Type.");
        }
        if (type.isForAdministrators() && isEnabled && text.isEmpty()) {
            throw page.wrong(field, "is empty. Give the administrators' addresses, or untick Enable.");
        }
        return Arrays.stream(text.split("[,;]"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(one -> page.checked(field, () -> Address.of(one)))
                .distinct()
                .toList();
    }

    private Template template(NotificationType type) {
        ReadyMade readyMade = ReadyMade.of(type);
        String typed = page.resolved("Subject", config.subject());
        String subject = typed.isEmpty() ? readyMade.subject() : typed;
        return new Template(
                type.label(),
                page.checked("Subject", () -> new SubjectLine(Phrase.of(subject, type))),
                body(type, readyMade),
                charset());
    }

    private Body body(NotificationType type, ReadyMade readyMade) {
        String field = "Notification Template";
        String source = page.resolved(field, config.notification_template());
        boolean isHtml = isHtml();
        if (source.isEmpty()) {
            return isHtml ? readyMade.html() : readyMade.text();
        }
        return page.checked(field, () -> isHtml ? new HtmlBody(source, type) : new TextBody(source, type));
    }

    private boolean isHtml() {
        return switch (config.message_format().strip().toLowerCase(Locale.ROOT)) {
            case "html", "" -> true;
            case "text" -> false;
            default -> throw page.wrong("Message Format", "is '" + config.message_format() + "'. Choose HTML or Text.");
        };
    }

    private Charset charset() {
        return switch (config.email_encoding().strip().toUpperCase(Locale.ROOT)) {
            case "UTF-8", "UTF8", "" -> StandardCharsets.UTF_8;
            case "ISO-2022-JP", "ISO2022-JP" -> Charset.forName("ISO-2022-JP");
            default ->
                throw page.wrong("Email Encoding", "is '" + config.email_encoding() + "'. Choose UTF-8 or ISO2022-JP.");
        };
    }
}
