package io.posthorn.task.internal.reply;

import io.posthorn.email.Address;
import io.posthorn.task.ReplyResult;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A notice as the store has it.
 *
 * @param id as in its tag
 * @param taskId the task
 * @param recipient the user's id
 * @param address where its mail went
 * @param routes the ways in which it can be answered
 * @param answer what came of the reply that was taken; null before
 */
record IssuedNotice(
        String id,
        String taskId,
        String recipient,
        Address address,
        List<String> routes,
        @Nullable Answer answer) {

    /**
     * An answer.
     *
     * @param by knows its mail again
     * @param result what it was told
     */
    record Answer(String by, ReplyResult result) {}
}
