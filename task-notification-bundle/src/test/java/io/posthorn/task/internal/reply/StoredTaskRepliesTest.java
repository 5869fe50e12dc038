package io.posthorn.task.internal.reply;

import io.posthorn.email.EmailException;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import io.posthorn.task.ReplyResult;
import io.posthorn.task.ReplyResult.Kind;
import io.posthorn.task.TaskCompletion.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which replies are taken, and once. */
class StoredTaskRepliesTest {

    private static final AtomicInteger TASKS = new AtomicInteger(4711);
    private static OpenStore store;
    private static Path folder;

    private Instant now = Instant.parse("2026-11-24T09:00:00Z");
    private final String task = String.valueOf(TASKS.incrementAndGet());
    private final Completion completion = new Completion();
    private Tags tags;
    private Tag tag;
    private StoredTaskReplies replies;

    @BeforeAll
    static void open(@TempDir Path some) {
        folder = some;
        store = Stores.embedded(folder);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void issue() {
        tags = new Tags(store, () -> now);
        tag = tags.issue(Notices.task(task, "Approve", "Reject"));
        replies = new StoredTaskReplies(tags, () -> completion);
    }

    private MadeEmail anna() {
        return MadeEmail.from(Notices.ANNA);
    }

    private MadeEmail answer(String text) {
        return anna().inReplyTo(tag).text(text);
    }

    private ReplyResult take(MadeEmail email) {
        return replies.take(email);
    }

    private ReplyResult assertNothing(MadeEmail email, Kind kind, String sentence) {
        ReplyResult result = take(email);
        assertThat(result.kind()).isEqualTo(kind);
        assertThat(result.sentence()).isEqualTo(sentence);
        assertThat(completion.replies).isEmpty();
        return result;
    }

    @Test
    void mailWithoutTag_isNoReply() {
        ReplyResult result = assertNothing(
                anna().subject("Approve").text("Approve"),
                Kind.NOT_A_REPLY,
                "This mail has no reference to a task. Answer the notification itself, or use one of its links.");
        assertThat(result.taskId()).isEmpty();
    }

    @Test
    void forgedTag_provesNothing() {
        char last = tag.text().charAt(30) == 'a' ? 'b' : 'a';
        String forged = tag.text().substring(0, 30) + last + tag.text().substring(31);
        assertNothing(
                anna().subject("Approve " + forged),
                Kind.FORGED,
                "The reference to a task in this mail was not made here, or was changed. Answer the notification itself,"
                        + " or use one of its links.");
    }

    @Test
    void tagOfAnotherStore_provesNothing(@TempDir Path elsewhere) {
        try (OpenStore other = Stores.embedded(elsewhere)) {
            Tag foreign = new Tags(other, () -> now).issue(Notices.task(task, "Approve"));
            assertThat(take(anna().inReplyTo(foreign).text("Approve")).kind()).isEqualTo(Kind.FORGED);
        }
        assertThat(completion.replies).isEmpty();
    }

    @Test
    void storeThatNeverIssued_provesNothing(@TempDir Path elsewhere) {
        try (OpenStore other = Stores.embedded(elsewhere)) {
            StoredTaskReplies empty = new StoredTaskReplies(new Tags(other, () -> now), () -> completion);
            assertThat(empty.take(answer("Approve")).kind()).isEqualTo(Kind.FORGED);
        }
    }

    @Test
    void expiredTag_isToldSo() {
        now = now.plus(Notices.LIFE).minusSeconds(1);
        assertThat(take(answer("What?")).kind()).isEqualTo(Kind.NO_SUCH_ROUTE);
        now = now.plus(Duration.ofHours(1)).plusSeconds(1);
        assertNothing(
                answer("Approve"),
                Kind.EXPIRED,
                "The notification of task " + task + " was sent too long ago to be answered. Open the task instead.");
    }

    @Test
    void tidiedNotice_isNotKnownAnyMore() {
        now = now.plus(Notices.LIFE).plus(Duration.ofDays(31));
        assertThat(tags.tidy()).isPositive();
        assertNothing(
                answer("Approve"),
                Kind.EXPIRED,
                "This reply is to a notification that is not known here any more. Open the task instead.");
    }

    @ParameterizedTest
    @CsvSource({"bob@contoso.test", "anna+tasks@contoso.test", "''"})
    void somebodyElse_isToldSo_withoutTheAddress(String sender) {
        assertNothing(
                MadeEmail.from(sender).inReplyTo(tag).text("Approve"),
                Kind.SOMEBODY_ELSE,
                "This reply does not come from the address that the notification of task " + task
                        + " went to. Answer from that address.");
        assertThat(take(MadeEmail.from("ANNA@Contoso.test").inReplyTo(tag).text("Approve"))
                        .kind())
                .isEqualTo(Kind.COMPLETED);
    }

    @Test
    void unknownRoute_isToldThem_andAnotherReplyMayComplete() {
        assertNothing(
                answer("Aprove\r\n"),
                Kind.NO_SUCH_ROUTE,
                "Task " + task + " has no route 'Aprove'. Begin your answer with one of: 1 Approve, 2 Reject.");
        assertThat(take(answer("Approve")).kind()).isEqualTo(Kind.COMPLETED);
    }

    @Test
    void taskWithoutRoutes_isToldToBeOpened() {
        tag = tags.issue(Notices.task(task + "-deadline"));
        assertNothing(
                answer("Approve"),
                Kind.NO_SUCH_ROUTE,
                "Task " + task + "-deadline cannot be completed by a reply. Open it instead.");
    }

    @Test
    void missingCompletion_isToldSo_andChangesNothing() {
        StoredTaskReplies lonely = new StoredTaskReplies(tags, () -> null);
        ReplyResult result = lonely.take(answer("Approve"));
        assertThat(result.kind()).isEqualTo(Kind.NO_COMPLETION);
        assertThat(result.sentence()).contains("Task " + task).endsWith("Open it instead.");
        assertThat(take(answer("Approve")).kind()).isEqualTo(Kind.COMPLETED);
    }

    @Test
    void sameMailAgain_isToldTheSame_andAnotherIsToldItWasAnswered() {
        ReplyResult first = take(answer("Approve\n\nFine."));
        assertThat(take(answer("Approve\n\nFine."))).isEqualTo(first);
        ReplyResult other = take(answer("Reject").with("Message-ID", "<2@contoso.test>"));
        assertThat(other)
                .isEqualTo(new ReplyResult(
                        Kind.ALREADY_ANSWERED,
                        task,
                        "Approve",
                        "The notification of task " + task
                                + " was answered before, with 'Approve'. This reply changes nothing."));
        now = now.plus(Notices.LIFE).plus(Duration.ofDays(1));
        assertThat(take(answer("Approve\n\nFine."))).as("even after its end").isEqualTo(first);
        assertThat(completion.replies).hasSize(1);
    }

    @Test
    void mailsWithoutMessageId_areKnownByWhatTheySay() {
        ReplyResult first = take(answer("Approve").with("Message-ID", ""));
        assertThat(take(answer("Approve").with("Message-ID", ""))).isEqualTo(first);
        assertThat(take(answer("Reject").with("Message-ID", "")).kind()).isEqualTo(Kind.ALREADY_ANSWERED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"ALREADY_COMPLETED", "NO_SUCH_TASK"})
    void outcomeThatStays_isNotAskedForAgain(Outcome outcome) {
        completion.outcome = reply -> outcome;
        ReplyResult first = take(answer("Approve"));
        assertThat(first.kind()).isEqualTo(Kind.valueOf(outcome.name()));
        assertThat(first.sentence()).startsWith("Task " + task);
        assertThat(take(answer("Approve"))).isEqualTo(first);
        assertThat(completion.replies).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"NO_SUCH_ROUTE", "NOT_ALLOWED"})
    void outcomeThatMayChange_isAskedForAgain(Outcome outcome) {
        completion.outcome = reply -> outcome;
        ReplyResult first = take(answer("Approve"));
        assertThat(first.kind()).isEqualTo(Kind.valueOf(outcome.name()));
        assertThat(first.sentence()).contains("ask " + task);
        completion.outcome = reply -> Outcome.COMPLETED;
        assertThat(take(answer("Reject")).kind()).isEqualTo(Kind.COMPLETED);
    }

    @Test
    void failedCompletion_leavesTheReplyToComeAgain() {
        completion.outcome = reply -> {
            throw new IllegalStateException("The workflow engine is away.");
        };
        assertThatThrownBy(() -> take(answer("Approve"))).hasMessage("The workflow engine is away.");
        completion.outcome = reply -> Outcome.COMPLETED;
        assertThat(take(answer("Approve")).kind()).isEqualTo(Kind.COMPLETED);
        assertThat(completion.replies).hasSize(2);
    }

    @Test
    void replyWhileAnotherIsBeingTaken_isToComeAgain() {
        completion.outcome = reply -> {
            assertThatThrownBy(() -> take(answer("Reject")))
                    .isInstanceOf(EmailException.class)
                    .hasMessage("Another reply completes task " + task
                            + " at this moment. This one is to be taken again later.");
            return Outcome.COMPLETED;
        };
        assertThat(take(answer("Approve")).kind()).isEqualTo(Kind.COMPLETED);
        assertThat(completion.replies).hasSize(1);
    }

    @Test
    void claimOfDeadServer_isFreeAfterItsLease() {
        Tags hasty = new Tags(store, () -> now, Duration.ZERO);
        String id = hasty.check(FoundTags.in(tag.text())).orElseThrow().id();
        assertThat(hasty.claims().claim(id)).isPresent();
        assertThat(hasty.claims().claim(id)).as("its lease is over").isPresent();
        assertThat(tags.claims().claim(id)).isPresent();
        assertThat(tags.claims().claim(id)).as("held").isEmpty();
        assertThat(new Tags(store, () -> now).claims().claim(id))
                .as("held, also for a component that was made anew")
                .isEmpty();
        Claims afterRestart = new Claims("another process/", new Tables(store), () -> now, Duration.ofMinutes(10));
        assertThat(afterRestart.claim(id))
                .as("an embedded store has one process, so the other is dead")
                .isPresent();
    }

    @Test
    void sameReplyByManyThreads_completesOnce() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        CompletableFuture<?>[] all = new CompletableFuture<?>[8];
        AtomicInteger told = new AtomicInteger();
        for (int i = 0; i < all.length; i++) {
            all[i] = CompletableFuture.runAsync(
                    () -> {
                        try {
                            start.await();
                            assertThat(take(answer("Approve")).kind()).isEqualTo(Kind.COMPLETED);
                            told.incrementAndGet();
                        } catch (EmailException e) {
                            assertThat(e.kind()).isEqualTo(EmailException.Kind.TEMPORARY);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    task -> new Thread(task).start());
        }
        start.countDown();
        CompletableFuture.allOf(all).get();
        assertThat(told.get()).isPositive();
        assertThat(completion.replies).hasSize(1);
        assertThat(take(answer("Approve")).kind()).isEqualTo(Kind.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource({
        "Auto-Submitted, auto-replied",
        "Auto-Submitted, AUTO-GENERATED; owner=x",
        "Precedence, bulk",
        "Precedence, Auto_Reply",
        "X-Autoreply, yes",
        "X-Autorespond, Vacation",
        "List-Id, <all.contoso.test>",
        "Return-Path, <>",
        "Content-Type, multipart/report; report-type=disposition-notification",
        "X-Posthorn-Task, anything"
    })
    void mailOfPrograms_answersNothing(String header, String value) {
        assertNothing(
                answer("Approve").with(header, value),
                Kind.AUTOMATIC,
                "A program has written this mail. It answers nothing.");
    }

    @ParameterizedTest
    @CsvSource({
        "Auto-Submitted, no",
        "Auto-Submitted, NO (by hand)",
        "Precedence, first-class",
        "X-Auto-Response-Suppress, 'DR, OOF, AutoReply'",
        "Return-Path, <anna@contoso.test>",
        "Content-Type, multipart/mixed"
    })
    void mailOfPeople_answers(String header, String value) {
        assertThat(take(answer("Approve").with(header, value)).kind()).isEqualTo(Kind.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource({"MAILER-DAEMON@contoso.test", "postmaster@contoso.test"})
    void mailOfDaemons_answersNothing(String sender) {
        assertNothing(
                MadeEmail.from(sender).inReplyTo(tag).text("Approve"),
                Kind.AUTOMATIC,
                "A program has written this mail. It answers nothing.");
    }

    @Test
    void severalTags_theSubjectCountsMost_thenInReplyTo_thenTheLastReference_thenTheText() {
        Tag a = tags.issue(Notices.task(task + "a", "Approve"));
        Tag b = tags.issue(Notices.task(task + "b", "Approve"));
        Tag c = tags.issue(Notices.task(task + "c", "Approve"));
        Tag d = tags.issue(Notices.task(task + "d", "Approve"));
        String text = "Approve\n\n> Reference: " + d.text() + "\n> Reference: " + a.text();
        MadeEmail email = anna().text(text).html("<p hidden>" + a.text() + "</p>");
        assertThat(take(email).taskId()).isEqualTo(task + "d");
        email = email.with("References", b.messageId("x.test") + " " + c.messageId("x.test"));
        assertThat(take(email).taskId()).isEqualTo(task + "c");
        email = email.with("In-Reply-To", b.messageId("x.test"));
        assertThat(take(email).taskId()).isEqualTo(task + "b");
        email = email.subject("Approve " + a.text());
        assertThat(take(email).taskId()).isEqualTo(task + "a");
    }

    @Test
    void forgedTagBesideValidOne_doesNoHarm() {
        MadeEmail email = answer("Approve").subject("Reject ph1" + "a".repeat(52));
        assertThat(take(email).route()).isEqualTo("Reject");
    }

    @Test
    void tag_isFoundWhereverMailProgramsLeaveIt() {
        assertThat(FoundTags.in("RE: [" + tag.text().toUpperCase(Locale.ROOT) + "]"))
                .hasSize(1);
        String folded = tag.text().substring(0, 40) + " " + tag.text().substring(40);
        assertThat(take(anna().subject("Approve " + folded)).kind()).isEqualTo(Kind.COMPLETED);
        assertThat(FoundTags.in("<a href='mailto:tasks@x.test?subject=Approve%20%5B" + tag.text() + "%5D'>"))
                .containsExactly(tag.text());
        assertThat(FoundTags.in("x" + tag.text())).isEmpty();
        assertThat(FoundTags.in(tag.text() + "2")).isEmpty();
        assertThat(take(anna().html("<p>Approve</p><span style='display:none'>" + tag.text() + "</span>")
                                .with("Message-ID", "<3@contoso.test>"))
                        .kind())
                .isEqualTo(Kind.ALREADY_ANSWERED);
    }

    @Test
    void longAnswer_isToldShort_onOneLine() {
        ReplyResult result = take(answer("x".repeat(900) + "\u0007"));
        assertThat(result.sentence()).contains("'" + "x".repeat(60) + "...'").hasSizeLessThan(200);
    }
}
