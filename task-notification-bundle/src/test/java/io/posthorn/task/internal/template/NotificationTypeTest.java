package io.posthorn.task.internal.template;

import io.posthorn.task.TaskEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class NotificationTypeTest {

    @ParameterizedTest
    @CsvSource({
        "ASSIGNED, false, ASSIGNMENT",
        "ASSIGNED, true, GROUP_ASSIGNMENT",
        "REMINDER, false, REMINDER",
        "REMINDER, true, GROUP_REMINDER",
        "DEADLINE, false, DEADLINE",
        "DEADLINE, true, GROUP_DEADLINE",
        "STALLED_BRANCH, false, STALLED_BRANCH",
        "STALLED_OPERATION, false, STALLED_OPERATION"
    })
    void event_hasAType(TaskEvent.Type event, boolean isGroup, NotificationType type) {
        assertThat(NotificationType.of(event, isGroup)).isEqualTo(type);
        assertThat(type.isForAdministrators()).isEqualTo(event.isForAdministrators());
    }

    @ParameterizedTest
    @EnumSource
    void type_isNamedByItsValueAndByItsLabel(NotificationType type) {
        assertThat(NotificationType.named(type.value())).contains(type);
        assertThat(NotificationType.named(type.label().toUpperCase(java.util.Locale.ROOT)))
                .contains(type);
    }

    @Test
    void variables_areThoseOfTheOriginal() {
        assertThat(NotificationType.REMINDER.variables())
                .containsExactly(
                        "description",
                        "instructions",
                        "notification-host",
                        "process-name",
                        "operation-name",
                        "taskid",
                        "actions")
                .isEqualTo(NotificationType.ASSIGNMENT.variables())
                .isEqualTo(NotificationType.DEADLINE.variables());
        assertThat(NotificationType.GROUP_DEADLINE.variables())
                .containsAll(NotificationType.DEADLINE.variables())
                .contains("group-name")
                .hasSize(8);
        assertThat(NotificationType.STALLED_BRANCH.variables())
                .containsExactly("notification-host", "branch-id", "process-id");
        assertThat(NotificationType.STALLED_OPERATION.variables())
                .containsExactly("notification-host", "branch-id", "process-id", "action-id");
    }
}
