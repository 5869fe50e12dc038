package io.posthorn.demo;

import io.posthorn.email.Address;
import io.posthorn.task.Assignee;
import io.posthorn.task.Recipient;
import io.posthorn.task.RecipientResolver;
import io.posthorn.task.TaskCompletion;
import io.posthorn.task.TaskReply;
import org.osgi.service.component.annotations.Component;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a workflow engine would register: a directory of users, and what completes a task. Both know the demo's alone. */
@Component(service = {DemoTasks.class, RecipientResolver.class, TaskCompletion.class})
public final class DemoTasks implements RecipientResolver, TaskCompletion {

    private final Map<String, Address> users = new ConcurrentHashMap<>();
    private final Map<String, TaskReply> completed = new ConcurrentHashMap<>();

    void know(String user, Address address) {
        users.put(user, address);
    }

    Optional<TaskReply> completed(String taskId) {
        return Optional.ofNullable(completed.get(taskId));
    }

    @Override
    public Optional<Assignee> resolve(String id) {
        return Optional.ofNullable(users.get(id))
                .map(address -> new Assignee(id, id, false, List.of(new Recipient(id, address))));
    }

    @Override
    public Outcome complete(TaskReply reply) {
        return completed.putIfAbsent(reply.taskId(), reply) == null ? Outcome.COMPLETED : Outcome.ALREADY_COMPLETED;
    }
}
