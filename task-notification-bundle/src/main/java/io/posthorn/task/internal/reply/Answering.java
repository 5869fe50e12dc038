package io.posthorn.task.internal.reply;

import io.posthorn.email.EmailException;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.task.ReplyResult;
import io.posthorn.task.ReplyResult.Kind;
import io.posthorn.task.TaskCompletion;
import io.posthorn.task.TaskReply;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Answers a notice by a mail of its recipient, while nobody else does. */
final class Answering {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Claims claims;
    private final @Nullable TaskCompletion completion;
    private final ReceivedEmail email;
    private final IssuedNotice notice;

    Answering(Claims claims, @Nullable TaskCompletion completion, ReceivedEmail email, IssuedNotice notice) {
        this.claims = claims;
        this.completion = completion;
        this.email = email;
        this.notice = notice;
    }

    /** Knows a mail again; one without Message-ID by what it says. */
    static String identity(ReceivedEmail email) {
        return email.messageId().isBlank()
                ? Hash.of(email.subject(), email.sent().toString(), email.text(), email.html())
                : Hash.of(email.messageId().strip());
    }

    /** The subject of a link names the route; only where it names none, the text does. */
    ReplyResult answer() {
        Routes routes = new Routes(notice.routes());
        NewText text = NewText.of(email);
        Optional<String> linked = routes.linked(email.subject());
        if (linked.isPresent()) {
            return choose(linked.get(), text);
        }
        return routes.named(text.firstLine())
                .map(route -> choose(route, text.rest()))
                .orElseGet(() -> result(Kind.NO_SUCH_ROUTE, "", Sentences.noSuchRoute(notice, text)));
    }

    private ReplyResult choose(String route, NewText comment) {
        if (completion == null) {
            return result(
                    Kind.NO_COMPLETION,
                    route,
                    task() + " cannot be completed by a reply at present, because nothing that completes tasks is"
                            + " installed. Open it instead.");
        }
        String claim = claim();
        ReplyResult result = complete(completion, claim, reply(route, comment));
        if (isFinal(result.kind())) {
            // Where this fails, the claim is left to its lease, and the completion says then that it was called before.
            claims.answer(notice.id(), claim, new IssuedNotice.Answer(identity(email), result));
        } else {
            claims.free(notice.id(), claim);
        }
        return result;
    }

    private String claim() {
        return claims.claim(notice.id())
                .orElseThrow(() -> new EmailException(
                        EmailException.Kind.TEMPORARY,
                        "",
                        "Another reply completes task " + Sentences.word(notice.taskId())
                                + " at this moment. This one is to be taken again later.",
                        PAUSE,
                        List.of(),
                        null));
    }

    private TaskReply reply(String route, NewText comment) {
        return new TaskReply(
                notice.taskId(),
                route,
                notice.recipient(),
                email.from().orElse(notice.address()),
                comment.toString(),
                email.attachments());
    }

    private ReplyResult complete(TaskCompletion completion, String claim, TaskReply reply) {
        try {
            return told(completion.complete(reply), reply.route());
        } catch (RuntimeException | Error e) {
            try {
                claims.free(notice.id(), claim);
            } catch (RuntimeException ofStore) {
                e.addSuppressed(ofStore);
            }
            throw e;
        }
    }

    /** Another route, or another day, may do for the rest. */
    private static boolean isFinal(Kind kind) {
        return kind == Kind.COMPLETED || kind == Kind.ALREADY_COMPLETED || kind == Kind.NO_SUCH_TASK;
    }

    private ReplyResult told(TaskCompletion.Outcome outcome, String route) {
        return switch (outcome) {
            case COMPLETED ->
                result(Kind.COMPLETED, route, task() + " is completed with '" + Sentences.word(route) + "'.");
            case ALREADY_COMPLETED ->
                result(
                        Kind.ALREADY_COMPLETED,
                        route,
                        task() + " had been completed before. This reply changes nothing.");
            case NO_SUCH_TASK ->
                result(Kind.NO_SUCH_TASK, route, task() + " is not there any more. This reply changes nothing.");
            case NO_SUCH_ROUTE -> result(Kind.NO_SUCH_ROUTE, route, Sentences.routeIsGone(notice, route));
            case NOT_ALLOWED ->
                result(
                        Kind.NOT_ALLOWED,
                        route,
                        "You may not complete task " + Sentences.word(notice.taskId())
                                + ", or not any more. Ask whoever has assigned it.");
        };
    }

    private String task() {
        return "Task " + Sentences.word(notice.taskId());
    }

    private ReplyResult result(Kind kind, String route, String sentence) {
        return StoredTaskReplies.result(kind, notice, route, sentence);
    }
}
