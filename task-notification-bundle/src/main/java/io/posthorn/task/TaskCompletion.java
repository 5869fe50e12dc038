package io.posthorn.task;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Completes tasks. Register a service of this type so that a reply by mail completes one; the highest ranking is used.
 *
 * <p>Called by several threads at once, but never at once for two replies to the same notification.
 */
@ConsumerType
public interface TaskCompletion {

    /** What came of a reply. */
    enum Outcome {
        /** The task is completed by it. */
        COMPLETED,
        /** It had been completed before, by somebody else or in another way. */
        ALREADY_COMPLETED,
        /** There is no such task, or not any more. */
        NO_SUCH_TASK,
        /** The task has no such route any more. */
        NO_SUCH_ROUTE,
        /** The user may not complete it, or not any more. */
        NOT_ALLOWED
    }

    /**
     * Completes a task.
     *
     * @param reply who has chosen which route
     * @return what came of it
     * @throws RuntimeException if it could not be done now; the reply does not count as taken then, and may come again
     */
    Outcome complete(TaskReply reply);
}
