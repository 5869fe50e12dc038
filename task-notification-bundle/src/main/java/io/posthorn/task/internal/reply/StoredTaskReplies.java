package io.posthorn.task.internal.reply;

import io.posthorn.email.Address;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.task.ReplyResult;
import io.posthorn.task.ReplyResult.Kind;
import io.posthorn.task.TaskCompletion;
import io.posthorn.task.TaskReplies;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes replies. What proves that one is allowed is its tag, which only the recipient of the notification has, and those to
 * whom he has shown it. That From is the recipient's address keeps colleagues from answering what was forwarded to them by
 * mistake; it proves nothing, as anybody can write anything there.
 */
public final class StoredTaskReplies implements TaskReplies {

    private static final Logger log = LoggerFactory.getLogger(StoredTaskReplies.class);

    private final Tags tags;
    private final Supplier<@Nullable TaskCompletion> completion;

    /**
     * Replies to what bears a tag.
     *
     * @param tags those that were issued
     * @param completion completes tasks; null while nobody has registered one
     */
    public StoredTaskReplies(Tags tags, Supplier<@Nullable TaskCompletion> completion) {
        this.tags = tags;
        this.completion = completion;
    }

    @Override
    public ReplyResult take(ReceivedEmail email) {
        ReplyResult result = email.isAutomatic() || !email.header(Tag.HEADER).isEmpty()
                ? unproven(Kind.AUTOMATIC, "A program has written this mail. It answers nothing.")
                : tagged(email);
        log.debug("A mail is a reply of kind {} to task '{}'.", result.kind(), Sentences.word(result.taskId()));
        return result;
    }

    private ReplyResult tagged(ReceivedEmail email) {
        List<String> found = FoundTags.of(email);
        if (found.isEmpty()) {
            return unproven(
                    Kind.NOT_A_REPLY,
                    "This mail has no reference to a task. Answer the notification itself, or use one of its links.");
        }
        return tags.check(found)
                .map(tag -> proven(email, tag))
                .orElseGet(() -> unproven(
                        Kind.FORGED,
                        "The reference to a task in this mail was not made here, or was changed. Answer the notification"
                                + " itself, or use one of its links."));
    }

    private ReplyResult proven(ReceivedEmail email, Signature.Proven tag) {
        Optional<IssuedNotice> issued = tags.claims().find(tag.id());
        if (issued.isEmpty()) {
            return unproven(
                    Kind.EXPIRED,
                    "This reply is to a notification that is not known here any more. Open the task instead.");
        }
        IssuedNotice notice = issued.get();
        if (!isRecipient(email, notice)) {
            return result(
                    Kind.SOMEBODY_ELSE,
                    notice,
                    "",
                    "This reply does not come from the address that the notification of task "
                            + Sentences.word(notice.taskId()) + " went to. Answer from that address.");
        }
        if (notice.answer() != null) {
            return again(email, notice, notice.answer());
        }
        return tags.isOver(tag)
                ? result(
                        Kind.EXPIRED,
                        notice,
                        "",
                        "The notification of task " + Sentences.word(notice.taskId())
                                + " was sent too long ago to be answered. Open the task instead.")
                : new Answering(tags.claims(), completion.get(), email, notice).answer();
    }

    private static boolean isRecipient(ReceivedEmail email, IssuedNotice notice) {
        return email.from()
                .map(Address::address)
                .filter(notice.address().address()::equalsIgnoreCase)
                .isPresent();
    }

    private static ReplyResult again(ReceivedEmail email, IssuedNotice notice, IssuedNotice.Answer answer) {
        String route = answer.result().route();
        return answer.by().equals(Answering.identity(email))
                ? answer.result()
                : result(
                        Kind.ALREADY_ANSWERED,
                        notice,
                        route,
                        "The notification of task " + Sentences.word(notice.taskId()) + " was answered before, with '"
                                + Sentences.word(route) + "'. This reply changes nothing.");
    }

    private static ReplyResult unproven(Kind kind, String sentence) {
        return new ReplyResult(kind, "", "", sentence);
    }

    static ReplyResult result(Kind kind, IssuedNotice notice, String route, String sentence) {
        return new ReplyResult(kind, notice.taskId(), route, sentence);
    }
}
