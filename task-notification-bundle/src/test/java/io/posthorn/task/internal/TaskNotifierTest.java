package io.posthorn.task.internal;

import io.posthorn.email.Document;
import io.posthorn.email.EmailException;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.OutboxEntry.State;
import io.posthorn.task.Notified;
import io.posthorn.task.TaskEvent;
import io.posthorn.task.TaskEvent.Type;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Events in, mails out, by a sandbox. */
class TaskNotifierTest {

    @TempDir
    private Path folder;

    private TaskStand stand;

    @BeforeEach
    void start() {
        stand = new TaskStand(folder);
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private static TaskEvent.Builder task(Type type, String... assignees) {
        return TaskEvent.of(type)
                .taskId("4711")
                .assignees(assignees)
                .processName("Loan application")
                .operationName("Review")
                .description("Check the income")
                .routes("Approve", "Reject");
    }

    @Test
    void anAssignment_reachesTheUser_withLinksThatAnswerIt() {
        Notified notified = stand.notifier("notification.host", "forms.contoso.com")
                .notify(task(Type.ASSIGNED, "anna").build());
        assertThat(notified.skipped()).isEmpty();
        assertThat(notified.mails()).hasSize(1);
        stand.awaitSent(notified.mails().get(0));
        String mail = stand.messages(stand.anna).get(0);
        assertThat(mail)
                .contains("From: " + stand.alice.address() + "\r\n", "To: " + stand.anna.address() + "\r\n")
                .contains(
                        "Auto-Submitted: auto-generated\r\n",
                        "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply\r\n")
                .containsPattern("X-Posthorn-Task: ph1\\S+\r\n")
                .containsPattern("Message-ID: <ph1[^@]+@contoso.test>\r\n")
                .contains("multipart/alternative", "4711", "forms.contoso.com");
        assertThat(mail.replace("=\r\n", "")).contains("mailto:" + stand.alice.address() + "?subject=");
    }

    @Test
    void everyMemberOfAGroup_getsOneMail_alsoWhoIsNamedTwice() {
        Notified notified = stand.notifier()
                .notify(task(Type.ASSIGNED, "anna", "reviewers", "carl", "unknown", "nobody")
                        .build());
        assertThat(notified.mails()).hasSize(2);
        assertThat(notified.skipped())
                .containsExactly(
                        "The user 'carl' has no mail address.",
                        "The user 'carl' has no mail address.",
                        "Neither the OSGi UserAdmin nor another RecipientResolver knows a user or a group 'unknown'.",
                        "The group 'nobody' has no members.");
    }

    @Test
    void anAddressThatNobodyKnows_isTheRecipient() {
        Notified notified = stand.notifier()
                .notify(task(Type.ASSIGNED, stand.anna.address(), "no body@nowhere")
                        .build());
        stand.awaitSent(notified.mails().get(0));
        assertThat(stand.messages(stand.anna)).hasSize(1);
        assertThat(notified.skipped()).hasSize(1);
    }

    @Test
    void theSameEvent_makesNoSecondMail_andAnotherDueTimeDoes() {
        TaskNotifierComponent notifier = stand.notifier();
        TaskEvent event = task(Type.DEADLINE, "anna")
                .due(Instant.parse("2026-12-01T12:00:00Z"))
                .build();
        OutboxEntry first = notifier.notify(event).mails().get(0);
        stand.awaitSent(first);
        Notified again = notifier.notify(event);
        assertThat(again.mails().get(0).id()).isEqualTo(first.id());
        assertThat(again.skipped().get(0)).contains("'anna' was told of this before", "Another due time");
        TaskEvent later = task(Type.DEADLINE, "anna")
                .due(Instant.parse("2026-12-02T12:00:00Z"))
                .build();
        assertThat(notifier.notify(later).mails().get(0).id()).isNotEqualTo(first.id());
    }

    @Test
    void aNewerReminder_takesThePlaceOfOneThatStillWaits() {
        TaskNotifierComponent notifier = stand.notifier();
        stand.outbox.pause(stand.alice.address());
        OutboxEntry old =
                notifier.notify(reminder("2026-12-01T12:00:00Z")).mails().get(0);
        OutboxEntry newer =
                notifier.notify(reminder("2026-12-02T12:00:00Z")).mails().get(0);
        assertThat(stand.outbox.find(old.id()).orElseThrow().state()).isEqualTo(State.DROPPED);
        stand.outbox.resume(stand.alice.address());
        stand.awaitSent(newer);
        OutboxEntry last =
                notifier.notify(reminder("2026-12-03T12:00:00Z")).mails().get(0);
        stand.awaitSent(last);
        assertThat(stand.messages(stand.anna)).hasSize(2);
    }

    private static TaskEvent reminder(String due) {
        return task(Type.REMINDER, "anna").due(Instant.parse(due)).build();
    }

    @Test
    void formData_isAttachedWhereThePageSaysSo() {
        TaskEvent event = task(Type.ASSIGNED, "anna")
                .documents(List.of(Document.of("form.pdf", "application/pdf", "%PDF".getBytes(StandardCharsets.UTF_8))))
                .build();
        stand.typePage("type", "assignment", "include.form.data", "true");
        stand.awaitSent(stand.notifier().notify(event).mails().get(0));
        assertThat(stand.messages(stand.anna).get(0)).contains("filename=form.pdf");
    }

    @Test
    void aTypeThatIsNotEnabled_andTheMasterSwitch_sayWhyNobodyIsTold() {
        stand.typePage("type", "assignment", "enable", "false");
        TaskEvent event = task(Type.ASSIGNED, "anna").build();
        assertThat(stand.notifier().notify(event).skipped())
                .containsExactly("The notification type Task Assignment is not enabled on its page.");
        Notified off = stand.notifier("enable.outgoing.messages", "false").notify(event);
        assertThat(off.mails()).isEmpty();
        assertThat(off.skipped().get(0)).contains("Enable Outgoing Messages is not ticked on the page");
    }

    @Test
    void administrators_areToldOfWhatHasStalled() {
        TaskEvent event = TaskEvent.of(Type.STALLED_BRANCH)
                .processId("376")
                .branchId("BR-18")
                .build();
        assertThat(stand.notifier().notify(event).skipped().get(0)).contains("Email Address(es)", "Stalled Branch");
        stand.typePage(
                "type", "stalled-branch", "email.addresses", stand.anna.address() + ", " + stand.alice.address());
        Notified notified = stand.notifier().notify(event);
        assertThat(notified.mails()).hasSize(2);
        notified.mails().forEach(stand::awaitSent);
        assertThat(stand.messages(stand.anna).get(0)).contains("BR-18").doesNotContain("mailto:");
    }

    @Test
    void aDeadline_cannotBeAnswered() {
        stand.awaitSent(stand.notifier()
                .notify(task(Type.DEADLINE, "anna").build())
                .mails()
                .get(0));
        assertThat(stand.messages(stand.anna).get(0)).doesNotContain("mailto:", "Reference:");
        assertThatThrownBy(() -> TaskEvent.of(Type.STALLED_BRANCH)
                        .processId("376")
                        .routes("Approve")
                        .build())
                .hasMessageContaining("routes are for tasks");
    }

    @Test
    void aDocumentThatCannotBeRead_keepsNobodyElseFromBeingTold() {
        stand.typePage("type", "assignment", "include.form.data", "true");
        Document broken = new Document("gone.pdf", "application/pdf", () -> {
            throw new IOException("gone");
        });
        TaskEvent event = task(Type.ASSIGNED, "anna", "reviewers")
                .documents(List.of(broken))
                .build();
        Notified notified = stand.notifier().notify(event);
        assertThat(notified.skipped()).anyMatch(sentence -> sentence.startsWith("The user 'anna' cannot be told: "));
        assertThat(notified.mails())
                .as("the others of the group, without form data")
                .hasSize(1);
    }

    @Test
    void lineBreaksInADescription_endNoHeader() {
        stand.typePage("type", "assignment", "subject", "@@description@@");
        TaskEvent event = task(Type.ASSIGNED, "anna")
                .description("Hello\r\nBcc: everybody@contoso.test")
                .build();
        stand.awaitSent(stand.notifier().notify(event).mails().get(0));
        assertThat(stand.messages(stand.anna).get(0).split("\r\n\r\n")[0])
                .contains("Subject: Hello Bcc: everybody@contoso.test\r\n")
                .doesNotContain("\nBcc:");
    }

    @Test
    void settingsOfItsOwn_areUsed_whileTheEmailServiceIsWrong() {
        TaskNotifierComponent notifier = stand.notifier(
                stand.email(Map.of("service.pid", "io.posthorn.email", "smtp.port", "abc")),
                "use.email.service",
                "false",
                "smtp.server",
                stand.sandbox.host(),
                "smtp.port",
                String.valueOf(stand.sandbox.smtpPort()),
                "email.address",
                stand.alice.address(),
                "oauth",
                "true",
                "client.id",
                stand.sandbox.clientId(),
                ".client.secret",
                stand.sandbox.clientSecret(),
                ".refresh.token",
                stand.sandbox.newRefreshToken(stand.alice),
                "authority",
                stand.sandbox.authority().toString());
        OutboxEntry mail =
                notifier.notify(task(Type.ASSIGNED, "anna").build()).mails().get(0);
        assertThat(mail.mailbox()).isEqualTo(stand.alice.address() + "/task");
        stand.awaitSent(mail);
        notifier.deactivate();
        assertThatThrownBy(() -> notifier.notify(task(Type.REMINDER, "anna").build()))
                .isInstanceOf(EmailException.class);
    }

    @Test
    void whatIsWrongOnThePage_isNamed() {
        TaskEvent event = task(Type.ASSIGNED, "anna").build();
        wrong(event, "Client ID", "use.email.service", "false", "oauth", "true");
        wrong(event, "SMTP Server", "use.email.service", "false");
        wrong(event, "Email Address", "email.address", "no address");
        wrong(event, "Reply Address", "reply.address", "no address");
        wrong(event, "Days to Reply", "days.to.reply", "many");
        wrong(event, "Notification Host", "notification.host", "https://forms.contoso.com/");
        wrong(
                event,
                "SMTP Transport Security",
                "use.email.service",
                "false",
                "oauth",
                "true",
                "smtp.transport.security",
                "SSL");
        wrong(event, "Password", "use.email.service", "false", "smtp.server", "localhost", "user.name", "anna");
        wrong(event, "Use the Email Service's Settings", "smtp.server", "localhost");
        wrong(event, "Use the Email Service's Settings", "oauth", "true");
        wrong(event, "Enable Outgoing Messages", "enable.outgoing.messages", "perhaps");
    }

    private void wrong(TaskEvent event, String field, String... fields) {
        TaskNotifierComponent notifier = stand.notifier(fields);
        assertThatThrownBy(() -> notifier.notify(event))
                .isInstanceOf(EmailException.class)
                .hasMessageContaining("On the page Task notifications: email settings (io.posthorn.task)")
                .hasMessageContaining("field " + field);
        notifier.deactivate();
    }

    @Test
    void anUnknownVariable_isRefused_withItsPage() {
        stand.typePage("type", "assignment", "subject", "Task @@taskld@@");
        TaskNotifierComponent notifier = stand.notifier();
        assertThatThrownBy(() -> notifier.notify(task(Type.ASSIGNED, "anna").build()))
                .isInstanceOf(EmailException.class)
                .hasMessageContaining("@@taskld@@")
                .hasMessageContaining("taskid");
    }

    @Test
    void thousandsAtOnce_areTaken_andNoneTwice() {
        TaskNotifierComponent notifier = stand.notifier();
        stand.outbox.pause(stand.alice.address());
        int many = Integer.getInteger("posthorn.task.many", 300);
        for (int i = 0; i < many; i++) {
            TaskEvent event = task(Type.ASSIGNED, "anna").taskId("t" + i).build();
            assertThat(notifier.notify(event).mails()).hasSize(1);
        }
        assertThat(stand.outbox.list(2 * many, State.WAITING)).hasSize(many);
    }
}
