package io.posthorn.task.internal.reply;

import io.posthorn.email.Document;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import io.posthorn.task.ReplyResult;
import io.posthorn.task.ReplyResult.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Whole mails, through a mailbox and the real reader. */
class ReplyCorpusTest {

    private static OpenStore store;
    private static Mailbox mailbox;
    private static Tags tags;

    private final Completion completion = new Completion();
    private TaskRepliesOfTest replies;

    /** Takes mails out of the mailbox. */
    private record TaskRepliesOfTest(StoredTaskReplies replies) {
        ReplyResult take(byte[] mail) {
            List<ReplyResult> results = new ArrayList<>();
            mailbox.receive(mail, email -> results.add(replies.take(email)));
            return results.get(0);
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) {
        store = Stores.embedded(folder);
        mailbox = new Mailbox(store, InstantSource.system());
        tags = new Tags(store, InstantSource.system());
    }

    @AfterAll
    static void stop() {
        mailbox.close();
        store.close();
    }

    @BeforeEach
    void replies() {
        replies = new TaskRepliesOfTest(new StoredTaskReplies(tags, () -> completion));
    }

    private static Tag issue(String task) {
        return tags.issue(Notices.task(task, "Approve", "Reject", "Ask back", "承認"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    outlook-classic,             Approve,  All papers are here.
                    outlook-classic-german-html, Reject,   Die Prüfung fehlt.
                    outlook-new,                 Ask back, Who signs it?
                    outlook-ios,                 Approve,  ''
                    outlook-android-html,        Reject,   ''
                    outlook-french,              Approve,  Très bien.
                    outlook-japanese-7bit,       Reject,   ''
                    gmail-web,                   Approve,  Danke \u2013 schön.
                    gmail-web-bottom-html,       Reject,   It is too much.
                    gmail-android-html,          Ask back, ''
                    gmail-japanese,              承認, よろしくお願いします\u3002
                    apple-mail,                  Approve,  See you tomorrow.
                    apple-ios-html,              Ask back, ''
                    apple-ios-german,            Reject,   ''
                    thunderbird-bottom,          Ask back, Who pays for it?
                    thunderbird-html,            Approve,  Below the quote.
                    text-interleaved,            Reject,   Not like this.
                    original-message-spanish,    Reject,   No.
                    link,                        Ask back, What is it about?
                    link-folded,                 承認, ''
                    with-documents,              Approve,  ''
                    """)
    void reply_completesItsTask_inTheShapesOfMailPrograms(String name, String route, String comment) {
        ReplyResult result = replies.take(Corpus.mail(name, issue(name)));
        assertThat(result)
                .isEqualTo(new ReplyResult(
                        Kind.COMPLETED, name, route, "Task " + name + " is completed with '" + route + "'."));
        assertThat(completion.replies).hasSize(1);
        assertThat(completion.last().taskId()).isEqualTo(name);
        assertThat(completion.last().route()).isEqualTo(route);
        assertThat(completion.last().recipient()).isEqualTo("anna");
        assertThat(completion.last().comment()).isEqualTo(comment);
    }

    @Test
    void attachments_canBeReadWhileTheTaskIsCompleted() {
        replies.take(Corpus.mail("with-documents", issue("documents")));
        assertThat(completion.last().documents()).extracting(Document::name).containsExactly("contract.pdf");
        assertThat(completion.sizes).containsExactly(9L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing-new-outlook", "nothing-new-unmarked"})
    void quotedText_answersNothing(String name) {
        ReplyResult result = replies.take(Corpus.mail(name, issue(name)));
        assertThat(result.kind()).isEqualTo(Kind.NO_SUCH_ROUTE);
        assertThat(result.sentence())
                .isEqualTo("The reply to task " + name + " says nothing besides what it quotes. Begin your answer with"
                        + " one of: 1 Approve, 2 Reject, 3 Ask back, 4 承認.");
        assertThat(completion.replies).isEmpty();
    }

    @Test
    void otherWords_areToldTheRoutes() {
        ReplyResult result = replies.take(Corpus.mail("thanks", issue("4711")));
        assertThat(result)
                .isEqualTo(new ReplyResult(
                        Kind.NO_SUCH_ROUTE,
                        "4711",
                        "",
                        "Task 4711 has no route 'Thanks, I shall look at it.'. Begin your answer with one of: 1 Approve,"
                                + " 2 Reject, 3 Ask back, 4 承認."));
        assertThat(completion.replies).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"out-of-office", "delivery-report"})
    void automaticMail_answersNothing(String name) {
        assertThat(replies.take(Corpus.mail(name, issue(name))).kind()).isEqualTo(Kind.AUTOMATIC);
        assertThat(completion.replies).isEmpty();
    }
}
