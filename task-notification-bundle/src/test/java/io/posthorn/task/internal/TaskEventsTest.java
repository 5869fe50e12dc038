package io.posthorn.task.internal;

import io.posthorn.email.OutboxEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.event.Event;

import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Events that come at bad times. */
class TaskEventsTest {

    private static Event event(String task) {
        return new Event("io/posthorn/task/ASSIGNED", Map.of("task.id", task, "assignees", "anna"));
    }

    @Test
    void whatComesWhileAPageIsChanged_isTakenAfterwards(@TempDir Path folder) {
        try (TaskStand stand = new TaskStand(folder)) {
            TaskEvents events = new TaskEvents();
            events.handleEvent(event("before"));
            TaskNotifierComponent wrong = stand.notifier("days.to.reply", "many");
            events.setNotifier(wrong);
            events.handleEvent(event("during"));
            events.handleEvent(new Event("io/posthorn/task/ASSIGNED", Map.of()));
            events.unsetNotifier(wrong);
            events.setNotifier(stand.notifier());
            TaskStand.await(() -> stand.outbox.list(10).size() == 2, "both are taken");
            stand.outbox.list(10).forEach(stand::awaitSent);
            events.deactivate();
            assertThat(stand.outbox.list(10))
                    .extracting(OutboxEntry::subject)
                    .anyMatch(text -> text.contains("before"));
        }
    }
}
