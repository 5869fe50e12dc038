package io.posthorn.task.internal.template;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventHandler;

import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The Java of the guide compiles as it stands there. */
class GuideCodeTest {

    private static final String FRAME = """
            class Example {
                void code(TaskNotifier notifier, EventAdmin eventAdmin, Logger log) {
            %s
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void statements_compile() throws Exception {
        String both = Guide.example("task-notifier") + Guide.example("task-event");
        new Compiled(folder).add("Example", FRAME.formatted(both)).compile();
    }

    @Test
    void classes_compile() throws Exception {
        new Compiled(folder)
                .add("Staff", Guide.example("task-resolver"))
                .add("LoanTasks", Guide.example("task-completion"))
                .add("TaskCreated", Guide.example("aem-task-event"))
                .add("AemTasks", Guide.example("aem-tasks"))
                .add("NotifyStep", Guide.example("aem-task-step"))
                .compile();
    }

    /** As AEM posts it: the type is an enum of Adobe's. */
    private enum Adobes {
        TASK_CREATED,
        TASK_COMPLETED
    }

    @Test
    void handler_notifiesOfATaskThatIsCreated() throws Exception {
        Path classes = new Compiled(folder)
                .add("TaskCreated", Guide.example("aem-task-event"))
                .compile();
        List<Event> raised = new ArrayList<>();
        EventAdmin events = new EventAdmin() {
            @Override
            public void postEvent(Event event) {
                raised.add(event);
            }

            @Override
            public void sendEvent(Event event) {
                throw new AssertionError("It must not wait.");
            }
        };
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            EventHandler handler = handler(loader, events);
            handler.handleEvent(event("4711", Adobes.TASK_CREATED));
            handler.handleEvent(event("4712", Adobes.TASK_COMPLETED));
            handler.handleEvent(event("4713", "TASK_CREATED"));
        }
        assertThat(raised).extracting(event -> event.getProperty("task.id")).containsExactly("4711", "4713");
        assertThat(raised).extracting(Event::getTopic).containsOnly("io/posthorn/task/ASSIGNED");
    }

    private static EventHandler handler(ClassLoader loader, EventAdmin events) throws Exception {
        Class<?> reader = loader.loadClass("TaskCreated$TaskReader");
        Object tasks = Proxy.newProxyInstance(
                loader,
                new Class<?>[] {reader},
                (proxy, method, arguments) -> Map.of("task.id", arguments[0], "assignees", "anna"));
        return (EventHandler) loader.loadClass("TaskCreated")
                .getConstructor(EventAdmin.class, reader)
                .newInstance(events, tasks);
    }

    private static Event event(String task, Object type) {
        return new Event(
                "com/adobe/granite/taskmanagement/event",
                Map.of("TaskId", task, "TaskTypeName", "dam:review", "EventType", type));
    }
}
