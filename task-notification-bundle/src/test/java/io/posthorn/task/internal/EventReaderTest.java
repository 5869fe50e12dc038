package io.posthorn.task.internal;

import io.posthorn.email.Document;
import io.posthorn.task.TaskEvent;
import io.posthorn.task.TaskEvent.Type;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;

import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Events as others send them. */
class EventReaderTest {

    private static final String ASSIGNED = "io/posthorn/task/ASSIGNED";
    private static final Instant DUE = Instant.parse("2026-12-24T17:00:00Z");

    private static TaskEvent read(String topic, Map<String, Object> properties) {
        return EventReader.read(new Event(topic, properties));
    }

    @Test
    void allProperties_areRead() {
        Document document = Document.of("a.txt", "text/plain", new byte[1]);
        Map<String, Object> properties = new HashMap<>(
                Map.of("task.id", 4711, "assignees", List.of("anna", "reviewers"), "due", DUE, "description", "Check"));
        properties.putAll(Map.of("instructions", "Do it", "process.name", "Loan", "operation.name", "Review"));
        properties.putAll(Map.of("routes", new String[] {"Approve", "Reject"}, "process.id", "376"));
        properties.put("documents", document);
        TaskEvent event = read("io/posthorn/task/REMINDER", properties);
        assertThat(event.type()).isEqualTo(Type.REMINDER);
        assertThat(event.taskId()).isEqualTo("4711");
        assertThat(event.assignees()).containsExactly("anna", "reviewers");
        assertThat(event.due()).contains(DUE);
        assertThat(event.description()).isEqualTo("Check");
        assertThat(event.instructions()).isEqualTo("Do it");
        assertThat(event.processName()).isEqualTo("Loan");
        assertThat(event.operationName()).isEqualTo("Review");
        assertThat(event.routes()).containsExactly("Approve", "Reject");
        assertThat(event.processId()).isEqualTo("376");
        assertThat(event.documents()).containsExactly(document);
    }

    @Test
    void aMoment_comesInManyShapes() {
        for (Object due : List.of(DUE, Date.from(DUE), DUE.toEpochMilli(), "2026-12-24T17:00:00Z")) {
            TaskEvent event =
                    read("io/posthorn/task/DEADLINE", Map.of("task.id", "1", "assignees", "anna", "due", due));
            assertThat(event.due()).contains(DUE);
        }
    }

    @Test
    void whatHasStalled_needsItsProcessAlone() {
        TaskEvent event = read("io/posthorn/task/STALLED_OPERATION", Map.of("process.id", "376", "action.id", "7"));
        assertThat(event.actionId()).isEqualTo("7");
        wrong("processId is missing", "io/posthorn/task/STALLED_BRANCH", Map.of());
    }

    @Test
    void whatIsWrong_isNamed() {
        wrong("taskId is missing", ASSIGNED, Map.of("assignees", "anna"));
        wrong("assignees are missing", ASSIGNED, Map.of("task.id", "1"));
        wrong("the property task.id is a java.util.Date. Give a text", ASSIGNED, Map.of("task.id", new Date(0)));
        wrong("assignees is a java.lang.Integer", ASSIGNED, Map.of("assignees", List.of(1)));
        wrong("assignees is a null", ASSIGNED, Map.of("assignees", Arrays.asList("anna", null)));
        wrong("taskId has control characters", ASSIGNED, Map.of("task.id", "1\n2", "assignees", "anna"));
        wrong("due is a java.lang.String. Give an Instant", ASSIGNED, Map.of("due", "tomorrow"));
        wrong("documents is a java.lang.String", ASSIGNED, Map.of("documents", "a.pdf"));
        wrong("There is no event io/posthorn/task/FINISHED", "io/posthorn/task/FINISHED", Map.of());
        wrong("routes must differ", ASSIGNED, withRoutes("Approve", "approve"));
        wrong("routes must be one line each", ASSIGNED, withRoutes("Approve\nReject"));
    }

    private static Map<String, Object> withRoutes(String... routes) {
        return Map.of("task.id", "1", "assignees", "anna", "routes", routes);
    }

    private static void wrong(String sentence, String topic, Map<String, Object> properties) {
        assertThatThrownBy(() -> read(topic, properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
