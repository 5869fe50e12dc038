package io.posthorn.task.internal;

import io.posthorn.email.Address;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.OutboxEntry;
import io.posthorn.task.Assignee;
import io.posthorn.task.Notified;
import io.posthorn.task.Recipient;
import io.posthorn.task.TaskEvent;
import io.posthorn.task.TaskEvent.Type;
import io.posthorn.task.internal.recipients.Resolvers;
import io.posthorn.task.internal.reply.Notice;
import io.posthorn.task.internal.reply.Tag;
import io.posthorn.task.internal.reply.Tags;
import io.posthorn.task.internal.template.NotificationType;
import io.posthorn.task.internal.template.TypePage;
import io.posthorn.task.internal.template.TypePages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes mails of an event. */
final class Notifications {

    private final TaskPage page;
    private final TypePages types;
    private final Resolvers resolvers;
    private final Tags tags;

    Notifications(TaskPage page, TypePages types, Resolvers resolvers, Tags tags) {
        this.page = page;
        this.types = types;
        this.resolvers = resolvers;
        this.tags = tags;
    }

    Notified none() {
        return new Notified(
                List.of(), List.of("Enable Outgoing Messages is not ticked on the " + TaskPage.PAGE.name() + "."));
    }

    Notified of(TaskEvent event, Way way) {
        Round round = new Round(event, routes(event));
        if (event.type().isForAdministrators()) {
            round.administrators();
        } else {
            event.assignees().forEach(round::assignee);
        }
        round.submit(way);
        return new Notified(round.mails, round.skipped);
    }

    /** A task whose time is over cannot be completed any more. */
    private static List<String> routes(TaskEvent event) {
        return event.type() == Type.ASSIGNED || event.type() == Type.REMINDER ? event.routes() : List.of();
    }

    private String earlier(Notice notice) {
        return notice.type() == Type.REMINDER
                ? tags.earlierReminders(notice).stream().findFirst().orElse("")
                : "";
    }

    /** @param group its name; empty for a user */
    private record Letter(TypePage type, String group, Notice notice) {}

    /** One event. Each person gets one mail of it. */
    private final class Round {

        private final TaskEvent event;
        private final Set<String> seen = new HashSet<>();
        private final List<String> routes;
        private final List<Letter> letters = new ArrayList<>();
        private final List<OutboxEntry> mails = new ArrayList<>();
        private final List<String> skipped = new ArrayList<>();

        Round(TaskEvent event, List<String> routes) {
            this.event = event;
            this.routes = routes;
        }

        void submit(Way way) {
            NotificationMail mail = new NotificationMail(page, event, routes, way.mailbox());
            List<Tag> issued =
                    tags.issueAll(letters.stream().map(Letter::notice).toList());
            for (int i = 0; i < letters.size(); i++) {
                submit(way, mail, letters.get(i), issued.get(i));
            }
        }

        /** A mail that cannot be made, or an address that cannot be used, keeps nobody else from being told. */
        private void submit(Way way, NotificationMail mail, Letter letter, Tag tag) {
            Notice notice = letter.notice();
            try {
                Email email = mail.to(notice.address(), letter.type(), letter.group(), tag);
                OutboxEntry entry = way.submit(earlier(notice), email, notice.key());
                mails.add(entry);
                if (entry.state() != OutboxEntry.State.WAITING && entry.state() != OutboxEntry.State.SENDING
                        || !entry.messageId().contains(tag.text())) {
                    skipped.add("The user '" + notice.recipient() + "' was told of this before, at " + entry.submitted()
                            + ". Another due time makes another mail.");
                }
            } catch (EmailException e) {
                if (e.kind() != EmailException.Kind.MESSAGE && e.kind() != EmailException.Kind.RECIPIENT) {
                    throw e;
                }
                skipped.add("The user '" + notice.recipient() + "' cannot be told: " + e.getMessage());
            }
        }

        void administrators() {
            TypePage type = types.page(NotificationType.of(event.type(), false));
            if (isEnabled(type)) {
                if (type.addresses().isEmpty()) {
                    skipped.add("Nobody is told of " + event + ": the field Email Address(es) of the notification type "
                            + type.type().label() + " is empty.");
                }
                type.addresses().forEach(address -> write(type, "", address.address(), address));
            }
        }

        void assignee(String id) {
            Optional<Assignee> known = resolvers.resolve(id, page.userProperty());
            if (known.isEmpty()) {
                skipped.add("Neither the OSGi UserAdmin nor another RecipientResolver knows a user or a group '" + id
                        + "'.");
                return;
            }
            Assignee assignee = known.get();
            TypePage type = types.page(NotificationType.of(event.type(), assignee.isGroup()));
            if (isEnabled(type)) {
                if (assignee.recipients().isEmpty()) {
                    skipped.add("The group '" + id + "' has no members.");
                }
                String group = assignee.isGroup() ? assignee.name() : "";
                assignee.recipients().forEach(recipient -> person(type, group, recipient));
            }
        }

        private boolean isEnabled(TypePage type) {
            if (!type.isEnabled()) {
                skipped.add("The notification type " + type.type().label() + " is not enabled on its page.");
            }
            return type.isEnabled();
        }

        private void person(TypePage type, String group, Recipient recipient) {
            Address address = recipient.address();
            if (address == null) {
                skipped.add("The user '" + recipient.id() + "' has no mail address.");
            } else {
                write(type, group, recipient.id(), address);
            }
        }

        private void write(TypePage type, String group, String recipient, Address address) {
            if (seen.add(recipient)) {
                Instant due = event.due().orElse(null);
                letters.add(new Letter(
                        type,
                        group,
                        new Notice(subject(), event.type(), recipient, address, routes, due, page.timeToReply())));
            }
        }

        /** What stalls is no task, and is told once for each of its ids. */
        private String subject() {
            return event.type().isForAdministrators()
                    ? event.processId() + "/" + event.branchId() + "/" + event.actionId()
                    : event.taskId();
        }
    }
}
