package io.posthorn.task.internal;

import io.posthorn.email.OutboxEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.event.Event;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Events that come at bad times. */
class TaskEventsTest {

    private static Event event(String task) {
        return new Event("io/posthorn/task/ASSIGNED", Map.of("task.id", task, "assignees", "anna"));
    }

    @Test
    void aNewerReminder_isNotOvertakenByAnOlderOneThatHadToWait(@TempDir Path folder) {
        try (TaskStand stand = new TaskStand(folder)) {
            stand.outbox.pause(stand.alice.address());
            TaskEvents events = new TaskEvents();
            events.handleEvent(reminder("2026-12-01T12:00:00Z"));
            events.handleEvent(reminder("2026-12-02T12:00:00Z"));
            events.setNotifier(stand.notifier());
            TaskStand.await(() -> stand.outbox.list(10).size() == 2, "both are taken");
            events.deactivate();
            List<OutboxEntry> waiting = stand.outbox.list(10, OutboxEntry.State.WAITING);
            assertThat(waiting).hasSize(1);
            assertThat(waiting.get(0).id())
                    .isEqualTo(stand.outbox.list(10).get(0).id());
        }
    }

    private static Event reminder(String due) {
        return new Event("io/posthorn/task/REMINDER", Map.of("task.id", "1", "assignees", "anna", "due", due));
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
