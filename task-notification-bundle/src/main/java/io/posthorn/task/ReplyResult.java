package io.posthorn.task;

import java.util.Objects;

/**
 * What became of a mail that may answer a task.
 *
 * @param kind what it was
 * @param taskId the task; empty if the mail does not prove one
 * @param route the route that was chosen; empty if none was
 * @param sentence what to tell the sender, or the log
 */
public record ReplyResult(Kind kind, String taskId, String route, String sentence) {

    /** What a mail was. */
    public enum Kind {
        /** It has completed the task. */
        COMPLETED,
        /** It was written by a program (RFC 3834), or by Posthorn itself, and is never answered. */
        AUTOMATIC,
        /** It has no tag of a notification. */
        NOT_A_REPLY,
        /** Its tag was not made by this installation. */
        FORGED,
        /** The notification was sent too long ago. */
        EXPIRED,
        /** It does not come from the address that the notification went to. */
        SOMEBODY_ELSE,
        /** It names no route of the task. */
        NO_SUCH_ROUTE,
        /** The notification was answered before, by this mail or another one. */
        ALREADY_ANSWERED,
        /** The task had been completed before. */
        ALREADY_COMPLETED,
        /** There is no such task any more. */
        NO_SUCH_TASK,
        /** The user may not complete the task. */
        NOT_ALLOWED,
        /** Nobody has registered a {@link TaskCompletion}. */
        NO_COMPLETION
    }

    public ReplyResult {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(taskId, "taskId");
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(sentence, "sentence");
    }
}
