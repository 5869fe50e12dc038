package io.posthorn.task.internal;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.task.TaskEvent;
import io.posthorn.task.internal.reply.Tag;
import io.posthorn.task.internal.template.Action;
import io.posthorn.task.internal.template.TypePage;
import io.posthorn.task.internal.template.Words;

import java.net.IDN;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The mail that tells somebody of an event. */
final class NotificationMail {

    private final TaskEvent event;
    private final Address from;
    private final Address replyTo;
    private final String host;
    private final List<String> routes;

    /** @param routes in which it can be answered */
    NotificationMail(TaskPage page, TaskEvent event, List<String> routes, String mailbox) {
        this.event = event;
        this.routes = routes;
        this.from = page.emailAddress().orElseGet(() -> ofMailbox(mailbox));
        this.replyTo = page.replyAddress().orElse(from);
        this.host = page.notificationHost();
    }

    private static Address ofMailbox(String mailbox) {
        if (!mailbox.contains("@")) {
            throw TaskPage.PAGE.wrong(
                    "Email Address",
                    "is empty, and what logs in to send is no mail address: '" + mailbox
                            + "'. Give the sender of notifications.");
        }
        return Address.of(mailbox);
    }

    Email to(Address recipient, TypePage type, String group, Tag tag) {
        Words words = type.words(values(group), actions(tag), routes.isEmpty() ? "" : tag.text());
        Email.Builder mail = Email.builder()
                .from(from)
                .to(recipient)
                .subject(words.subject())
                .text(words.text())
                .html(words.html())
                .charset(Charset.forName(words.charset()))
                .messageId(tag.messageId(domain()))
                .header(Tag.HEADER, tag.text())
                .header("Auto-Submitted", "auto-generated") // RFC 3834
                .header(
                        "X-Auto-Response-Suppress",
                        "DR, RN, NRN, OOF, AutoReply"); // the same, to Exchange, but for NDR
        if (!replyTo.equals(from)) {
            mail.replyTo(replyTo);
        }
        if (type.includesFormData()) {
            mail.attachment(event.documents().toArray(Document[]::new));
        }
        return mail.build();
    }

    private String domain() {
        return IDN.toASCII(from.address().substring(from.address().lastIndexOf('@') + 1));
    }

    private Map<String, String> values(String group) {
        Map<String, String> values = new HashMap<>();
        values.put("description", event.description());
        values.put("instructions", event.instructions());
        values.put("notification-host", host);
        values.put("process-name", event.processName());
        values.put("operation-name", event.operationName());
        values.put("taskid", event.taskId());
        values.put("group-name", group);
        values.put("branch-id", event.branchId());
        values.put("process-id", event.processId());
        values.put("action-id", event.actionId());
        return values;
    }

    private List<Action> actions(Tag tag) {
        List<Action> actions = new ArrayList<>();
        for (String route : routes) {
            String link = "mailto:" + encoded(replyTo.address()).replace("%40", "@") + "?subject="
                    + encoded(route + " [" + tag.text() + "]");
            actions.add(new Action(actions.size() + 1, route, link));
        }
        return actions;
    }

    /** RFC 6068 knows no plus for a blank. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
