package io.posthorn.demo;

import io.posthorn.email.Address;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.Query;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.endpoint.Endpoints;
import io.posthorn.task.Notified;
import io.posthorn.task.TaskEvent;
import io.posthorn.task.TaskEvent.Type;
import io.posthorn.task.TaskNotifier;
import io.posthorn.task.TaskReply;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tasks by mail: an assignment and a deadline as they arrive, and the reply to an endpoint that completes a task. */
final class TaskTour {

    private static final String USER = "anna";

    private final EmailPage page;
    private final EmailService emails;
    private final TaskNotifier notifier;
    private final Watching watching;
    private final DemoTasks tasks;
    private final Endings endings;
    private final PrintStream out;

    TaskTour(
            EmailPage page,
            EmailService emails,
            TaskNotifier notifier,
            Endpoints endpoints,
            DemoTasks tasks,
            Endings endings,
            PrintStream out) {
        this.page = page;
        this.emails = emails;
        this.notifier = notifier;
        this.watching = new Watching(endpoints);
        this.tasks = tasks;
        this.endings = endings;
        this.out = out;
    }

    void show() {
        out.println();
        out.println("Tasks by mail");
        tasks.know(USER, Address.of(page.mailbox()));
        String task = "4711-" + UUID.randomUUID().toString().substring(0, 8);
        raise(task, Type.ASSIGNED);
        raise(task, Type.DEADLINE);
        List<Arrived> arrived = new ArrayList<>();
        emails.receive(Query.newest().withSubject(task), mail -> arrived.add(0, Arrived.of(mail)));
        if (arrived.size() != 2) {
            throw new IllegalStateException("Not the two notifications have arrived, but: " + arrived);
        }
        arrived.forEach(this::print);
        answer(task, arrived.get(0));
    }

    private record Arrived(String messageId, Address replyTo, String subject, String text) {
        static Arrived of(ReceivedEmail mail) {
            return new Arrived(mail.messageId(), mail.replyTo().get(0), mail.subject(), mail.text());
        }
    }

    private void raise(String task, Type type) {
        Notified notified = notifier.notify(TaskEvent.of(type)
                .taskId(task)
                .assignees(USER)
                .processName("Loan application")
                .operationName("Review")
                .description("Anna Berger asks for a loan of 25,000 euros.")
                .routes("Approve", "Reject")
                .build());
        for (OutboxEntry mail : notified.mails()) {
            endings.awaitSent(mail.id());
            out.printf("  %-30s sent to %s%n", type, page.mailbox());
        }
    }

    private void print(Arrived mail) {
        out.println();
        out.println("    Subject: " + mail.subject());
        mail.text().lines().forEach(line -> out.println("    | " + line));
    }

    /** As a mail program writes it: the answer above, what it answers below. */
    private void answer(String task, Arrived notification) {
        String quoted =
                notification.text().lines().map(line -> "> " + line + "\n").reduce("", String::concat);
        watching.mailboxOf("tasks");
        Endings.Answer confirmation = endings.answerTo(page.mailbox());
        emails.send(Email.builder()
                .from(page.sender())
                .to(notification.replyTo())
                .subject("Re: " + notification.subject())
                .text("Approve\nThe income is enough.\n\nOn Thursday, the forms server wrote:\n" + quoted)
                .header("In-Reply-To", notification.messageId())
                .build());
        long millis = confirmation.awaitSent();
        TaskReply reply = tasks.completed(task)
                .orElseThrow(() -> new IllegalStateException(
                        "The reply has not completed the task; see mail:endpoints --quarantine tasks."));
        out.println();
        out.printf("  %-30s sent to %s%n", "The reply 'Approve'", notification.replyTo());
        out.printf("  %-30s %6d ms   endpoint 'tasks', service 'Complete Task'%n", "From delivery to answer", millis);
        out.println("  The reply 'Approve' has completed the task " + reply.taskId() + ": route " + reply.route()
                + ", by " + reply.recipient() + ", comment '" + reply.comment() + "'.");
    }
}
