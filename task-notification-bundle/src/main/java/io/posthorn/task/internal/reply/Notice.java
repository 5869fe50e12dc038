package io.posthorn.task.internal.reply;

import io.posthorn.email.Address;
import io.posthorn.task.TaskEvent;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A notification to one recipient.
 *
 * @param taskId the task
 * @param type what has happened
 * @param recipient the user's id
 * @param address where the mail goes, and where a reply must come from
 * @param routes the ways in which it can be answered, one line each; may be empty
 * @param due when the task is due; null if that was not said
 * @param life how long it may be answered
 */
public record Notice(
        String taskId,
        TaskEvent.Type type,
        String recipient,
        Address address,
        List<String> routes,
        @Nullable Instant due,
        Duration life) {

    public Notice {
        Objects.requireNonNull(taskId, "taskId");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(life, "life");
        routes = List.copyOf(routes);
    }

    /**
     * Names its mail in the outbox. One event makes one mail to each recipient, however often it is raised.
     *
     * @return begins with {@code task/}; the same for the same task, type, recipient and due time
     */
    public String key() {
        return "task/" + Hash.of(taskId, type.name(), recipient, due == null ? "" : due.toString());
    }

    /** Those with the same one differ by their due time only. */
    String thread() {
        return Hash.of(taskId, type.name(), recipient);
    }
}
