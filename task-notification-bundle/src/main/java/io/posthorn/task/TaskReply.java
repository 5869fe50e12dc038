package io.posthorn.task;

import io.posthorn.email.Address;
import io.posthorn.email.Document;

import java.util.List;
import java.util.Objects;

/**
 * What somebody has answered to the notification of a task.
 *
 * @param taskId the task
 * @param route the chosen route, spelt as the task names it
 * @param recipient id of the user to whom the notification went, and who has answered
 * @param from the address that the reply came from
 * @param comment what else the reply says, without quoted text; may be empty
 * @param documents the reply's attachments, which can be opened only while {@link TaskCompletion#complete} runs
 */
public record TaskReply(
        String taskId, String route, String recipient, Address from, String comment, List<Document> documents) {

    public TaskReply {
        Objects.requireNonNull(taskId, "taskId");
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(comment, "comment");
        documents = List.copyOf(documents);
    }
}
