package io.posthorn.task;

import java.util.List;
import java.util.Objects;

/**
 * A user or a group that a task is assigned to.
 *
 * @param id its id
 * @param name what people call it; of a group, what {@code @@group-name@@} renders
 * @param isGroup whether it is a group
 * @param recipients the user, or each member of the group once, those of nested groups too
 */
public record Assignee(String id, String name, boolean isGroup, List<Recipient> recipients) {

    public Assignee {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        recipients = List.copyOf(recipients);
    }
}
