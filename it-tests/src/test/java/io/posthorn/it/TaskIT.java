package io.posthorn.it;

import io.posthorn.email.Email;
import io.posthorn.email.Query;
import io.posthorn.task.Notified;
import io.posthorn.task.ReplyResult;
import io.posthorn.task.TaskCompletion;
import io.posthorn.task.TaskEvent;
import io.posthorn.task.TaskNotifier;
import io.posthorn.task.TaskReplies;
import io.posthorn.task.TaskReply;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.useradmin.Group;
import org.osgi.service.useradmin.Role;
import org.osgi.service.useradmin.User;
import org.osgi.service.useradmin.UserAdmin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;

/** Users and groups of a real UserAdmin are told of tasks that a real EventAdmin spreads, and one of them answers. */
public class TaskIT extends Story {

    private final String task = "4711-" + UUID.randomUUID();

    @Override
    @Configuration
    public Option[] deployment() {
        Stream<Option> userAdmin = Installation.jars(folder().resolve("user-admin")).stream()
                .map(jar -> bundle(jar.toUri().toString()));
        return Stream.concat(Arrays.stream(super.deployment()), userAdmin).toArray(Option[]::new);
    }

    @SuppressWarnings("unchecked")
    private User user(String name, String address) throws InterruptedException {
        User user = (User) role(name, Role.USER);
        user.getProperties().put("email", address);
        return user;
    }

    private Group group(String name, Role... members) throws InterruptedException {
        Group group = (Group) role(name, Role.GROUP);
        Stream.of(members).forEach(group::addMember);
        return group;
    }

    private Role role(String name, int type) throws InterruptedException {
        UserAdmin users = service(UserAdmin.class, null);
        users.removeRole(name);
        return users.createRole(name, type);
    }

    @Test
    public void anEvent_reachesEachMemberOfANestedGroupOnce() throws Exception {
        save(Outside.page("alice"));
        User anna = user("anna", Outside.address("alice"));
        User ben = user("ben", Outside.address("bob"));
        group("everybody", group("reviewers", anna, ben), ben);
        service(TaskNotifier.class, null);
        Map<String, Object> properties = Map.of(
                "task.id", task, "assignees", "everybody", "process.name", "Loan", "routes", new String[] {"Approve"});
        service(EventAdmin.class, null).sendEvent(new Event("io/posthorn/task/ASSIGNED", properties));
        await("ben's mail", () -> !mailsOf("bob").isEmpty());
        await("anna's mail", () -> !mailsOf("alice").isEmpty());
        assertEquals(1, mailsOf("bob").size());
        assertEquals(1, mailsOf("alice").size());
        assertTrue(mailsOf("bob").get(0).contains("Auto-Submitted: auto-generated"));
    }

    private List<String> mailsOf(String user) {
        return Outside.inboxOf(user, "Subject: ").stream()
                .filter(mail -> mail.split("\r\n\r\n")[0].contains(task))
                .toList();
    }

    @Test
    public void aReply_completesTheTask() throws Exception {
        save(Outside.page("alice"));
        user("anna", Outside.address("alice"));
        List<TaskReply> completed = new ArrayList<>();
        TaskCompletion completion = reply -> {
            completed.add(reply);
            return TaskCompletion.Outcome.COMPLETED;
        };
        // Before the one of the demo.
        Hashtable<String, Object> first = new Hashtable<>(Map.of("service.ranking", 1));
        ServiceRegistration<TaskCompletion> registration =
                context.registerService(TaskCompletion.class, completion, first);
        try {
            await("the saved page is used", () -> failureOf(this::tell).isEmpty());
            await("the mail", () -> !mailsOf("alice").isEmpty());
            String messageId = mailsOf("alice").get(0).replaceAll("(?s).*Message-ID: (<[^>]+>).*", "$1");
            String subject = "Answer to " + task;
            emailService()
                    .send(Email.builder()
                            .from(Outside.address("alice"))
                            .to(Outside.address("alice"))
                            .subject(subject)
                            .text("2\nNot enough.\n\n> quoted")
                            .header("In-Reply-To", messageId)
                            .build());
            List<ReplyResult> results = new ArrayList<>();
            TaskReplies replies = service(TaskReplies.class, null);
            emailService().receive(Query.newest().withSubject(subject), mail -> results.add(replies.take(mail)));
            assertEquals(results.toString(), 1, completed.size());
            assertEquals("Reject", completed.get(0).route());
            assertEquals("anna", completed.get(0).recipient());
            assertEquals("Not enough.", completed.get(0).comment());
        } finally {
            registration.unregister();
        }
    }

    private void tell() {
        try {
            Notified notified = service(TaskNotifier.class, null)
                    .notify(TaskEvent.of(TaskEvent.Type.ASSIGNED)
                            .taskId(task)
                            .assignees("anna")
                            .routes("Approve", "Reject")
                            .build());
            assertEquals(List.of(), notified.skipped());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
