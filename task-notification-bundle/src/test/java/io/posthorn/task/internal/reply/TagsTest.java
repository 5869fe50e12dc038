package io.posthorn.task.internal.reply;

import io.posthorn.store.Sql;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Rekeying;
import io.posthorn.store.internal.Stores;
import io.posthorn.task.ReplyResult;
import io.posthorn.task.TaskCompletion;
import io.posthorn.task.TaskEvent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tags in a store. */
class TagsTest {

    private static final int MANY = Integer.getInteger("posthorn.task.many", 10_000);

    private Instant now = Instant.parse("2026-11-24T09:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void sameNotice_hasTheSameTag_alsoLaterAndAfterARestart() {
        Tag first;
        try (OpenStore store = Stores.embedded(folder)) {
            first = new Tags(store, () -> now).issue(Notices.task("4711", "Approve"));
            now = now.plus(Duration.ofDays(3));
            assertThat(new Tags(store, () -> now).issue(Notices.task("4711", "Approve")))
                    .isEqualTo(first);
        }
        try (OpenStore store = Stores.embedded(folder)) {
            assertThat(new Tags(store, () -> now).issue(Notices.task("4711", "Approve")))
                    .isEqualTo(first);
        }
        assertThat(first.text()).matches("ph1[a-z2-7]{52}");
        assertThat(first.messageId("contoso.test")).isEqualTo("<" + first.text() + "@contoso.test>");
    }

    @Test
    void key_isOfTaskTypeRecipientAndDueTime() {
        Notice notice = Notices.task("4711", "Approve");
        assertThat(notice.key())
                .matches("task/[0-9a-f]{64}")
                .isEqualTo(Notices.task("4711").key());
        List<Notice> others = List.of(
                Notices.task("471"),
                new Notice(
                        "4711",
                        TaskEvent.Type.DEADLINE,
                        "anna",
                        notice.address(),
                        List.of(),
                        notice.due(),
                        notice.life()),
                new Notice("4711", notice.type(), "bob", notice.address(), List.of(), notice.due(), notice.life()),
                new Notice("4711", notice.type(), "anna", notice.address(), List.of(), null, notice.life()));
        Set<String> keys = new HashSet<>(Set.of(notice.key()));
        others.forEach(other -> keys.add(other.key()));
        assertThat(keys).hasSize(5);
    }

    @Test
    void notice_comesBackAsItWasIssued_andIsSealed() {
        try (OpenStore store = Stores.embedded(folder)) {
            Tags tags = new Tags(store, () -> now);
            Tag tag = tags.issue(Notices.task("4711", "Approve", "承認"));
            Signature.Proven proven = tags.check(List.of(tag.text())).orElseThrow();
            assertThat(proven.end())
                    .isBetween(now.plus(Notices.LIFE), now.plus(Notices.LIFE).plus(Duration.ofHours(1)));
            IssuedNotice notice = tags.claims().find(proven.id()).orElseThrow();
            assertThat(notice.address().toString()).isEqualTo("Anna Berg <anna@contoso.test>");
            assertThat(notice.routes()).containsExactly("Approve", "承認");
            assertThat(notice.answer()).isNull();
            List<String> facts = store.transact(
                    Tables.SCHEMA,
                    connection -> Sql.list(connection, "SELECT facts FROM task_notice", row -> row.getString(1)));
            assertThat(facts).singleElement().asString().startsWith("1:").doesNotContain("anna");
        }
    }

    @Test
    void earlierReminders_areThoseOfTheSameTask_newestFirst() {
        try (OpenStore store = Stores.embedded(folder)) {
            Tags tags = new Tags(store, () -> now);
            List<Notice> reminders = IntStream.range(0, 3)
                    .mapToObj(day -> Notices.reminder("4711", Notices.DUE.plus(Duration.ofDays(day))))
                    .toList();
            tags.issue(Notices.reminder("4712", Notices.DUE));
            tags.issue(Notices.task("4711", "Approve"));
            tags.issue(reminders.get(0));
            tags.issue(reminders.get(1));
            List<String> both = List.of(reminders.get(1).key(), reminders.get(0).key());
            assertThat(tags.earlierReminders(reminders.get(2))).isEqualTo(both);
            tags.issue(reminders.get(2));
            assertThat(tags.earlierReminders(reminders.get(2))).isEqualTo(both);
            assertThat(tags.earlierReminders(reminders.get(1)))
                    .containsExactly(reminders.get(0).key());
            assertThat(tags.earlierReminders(reminders.get(0))).isEmpty();
            assertThat(tags.earlierReminders(Notices.task("4711", "Approve"))).isEmpty();
        }
    }

    @Test
    void changedEncryptionKey_changesNoTagAndNoAnswer() {
        try (OpenStore store = Stores.embedded(folder)) {
            Tags tags = new Tags(store, () -> now);
            Tag tag = tags.issue(Notices.task("4711", "Approve"));
            MadeEmail email = MadeEmail.from(Notices.ANNA).subject("Approve " + tag.text());
            Completion completion = new Completion();
            ReplyResult result = new StoredTaskReplies(tags, () -> completion).take(email);
            assertThat(Rekeying.rekey(store)).as("secret, facts and answer").isEqualTo(3);
            for (Tags some : List.of(tags, new Tags(store, () -> now))) {
                assertThat(some.issue(Notices.task("4711", "Approve"))).isEqualTo(tag);
                assertThat(new StoredTaskReplies(some, () -> completion).take(email))
                        .isEqualTo(result);
            }
            assertThat(completion.replies).hasSize(1);
        }
    }

    @Test
    void oldNotices_areTidiedAMonthAfterTheirEnd() {
        try (OpenStore store = Stores.embedded(folder)) {
            Tags tags = new Tags(store, () -> now);
            Tag tag = tags.issue(Notices.task("4711", "Approve"));
            String id = tags.check(List.of(tag.text())).orElseThrow().id();
            now = now.plus(Notices.LIFE).plus(Duration.ofDays(29));
            tags.issue(Notices.task("4712", "Approve"));
            assertThat(tags.claims().find(id)).isPresent();
            now = now.plus(Duration.ofDays(2));
            tags.issue(Notices.task("4713", "Approve"));
            assertThat(tags.claims().find(id)).isEmpty();
        }
    }

    @Test
    void severalNotices_haveTheTagsThatEachHas() {
        try (OpenStore store = Stores.embedded(folder)) {
            Tags tags = new Tags(store, () -> now);
            Notice known = Notices.task("7", "Approve");
            Tag tag = tags.issue(known);
            List<Notice> notices = IntStream.range(0, MANY)
                    .mapToObj(i -> Notices.task(String.valueOf(i), "Approve"))
                    .toList();
            long start = System.nanoTime();
            List<Tag> all = tags.issueAll(notices);
            System.out.println(MANY + " tags issued at once in " + Duration.ofNanos(System.nanoTime() - start));
            assertThat(all).hasSize(MANY).doesNotHaveDuplicates();
            assertThat(all.get(7)).isEqualTo(tag);
            assertThat(tags.issue(notices.get(9))).isEqualTo(all.get(9));
            assertThat(tags.issueAll(List.of())).isEmpty();
        }
    }

    @Test
    void tenThousand_areIssuedQuickly() {
        try (OpenStore store = Stores.embedded(folder)) {
            Tags tags = new Tags(store, () -> now);
            long start = System.nanoTime();
            Set<Tag> all = new HashSet<>();
            for (int i = 0; i < MANY; i++) {
                all.add(tags.issue(Notices.task("task " + i, "Approve", "Reject")));
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            System.out.println(MANY + " tags issued in " + took);
            assertThat(all).hasSize(MANY);
            assertThat(took).isLessThan(Duration.ofMinutes(2));
        }
    }

    @Test
    void serversOnOnePostgres_agreeOnTheSecret_andCompleteOnce() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                OpenStore one = open(postgres);
                OpenStore two = open(postgres)) {
            Notice notice = Notices.task("4711", "Approve");
            Tags first = new Tags(one, () -> now);
            Tags second = new Tags(two, () -> now);
            CountDownLatch start = new CountDownLatch(1);
            List<CompletableFuture<Tag>> both = List.of(first, second).stream()
                    .map(tags -> CompletableFuture.supplyAsync(
                            () -> {
                                await(start);
                                return tags.issue(notice);
                            },
                            task -> new Thread(task).start()))
                    .toList();
            start.countDown();
            Tag tag = both.get(0).get();
            assertThat(both.get(1).get()).isEqualTo(tag);
            MadeEmail email = MadeEmail.from(Notices.ANNA).subject("Approve " + tag.text());
            Completion completion = new Completion();
            StoredTaskReplies other = new StoredTaskReplies(second, () -> completion);
            completion.outcome = reply -> {
                assertThatThrownBy(() -> other.take(email)).hasMessageContaining("at this moment");
                return TaskCompletion.Outcome.COMPLETED;
            };
            ReplyResult result = new StoredTaskReplies(first, () -> completion).take(email);
            assertThat(result.kind()).isEqualTo(ReplyResult.Kind.COMPLETED);
            assertThat(other.take(email)).isEqualTo(result);
            assertThat(completion.replies).hasSize(1);
        }
    }

    private OpenStore open(EmbeddedPostgres postgres) {
        return Stores.postgres(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres", folder);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
