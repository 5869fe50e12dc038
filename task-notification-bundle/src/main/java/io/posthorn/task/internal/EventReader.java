package io.posthorn.task.internal;

import io.posthorn.email.Document;
import io.posthorn.task.TaskEvent;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.Event;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the properties of an event. */
final class EventReader {

    static final String TOPICS = "io/posthorn/task/";

    private final Event event;

    private EventReader(Event event) {
        this.event = event;
    }

    /** @throws IllegalArgumentException with a sentence that names topic and property */
    static TaskEvent read(Event event) {
        return new EventReader(event).read();
    }

    private TaskEvent read() {
        return TaskEvent.of(type())
                .taskId(text("task.id"))
                .assignees(texts("assignees"))
                .due(moment("due"))
                .description(text("description"))
                .instructions(text("instructions"))
                .processName(text("process.name"))
                .operationName(text("operation.name"))
                .routes(texts("routes"))
                .processId(text("process.id"))
                .branchId(text("branch.id"))
                .actionId(text("action.id"))
                .documents(documents("documents"))
                .build();
    }

    private TaskEvent.Type type() {
        String name = event.getTopic().substring(TOPICS.length());
        return Arrays.stream(TaskEvent.Type.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no event " + event.getTopic() + "; there are "
                        + Arrays.stream(TaskEvent.Type.values())
                                .map(type -> TOPICS + type)
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    private String text(String property) {
        Object value = event.getProperty(property);
        if (value == null) {
            return "";
        }
        if (value instanceof CharSequence || value instanceof Number) {
            return value.toString();
        }
        throw wrong(property, value, "a text");
    }

    private List<String> texts(String property) {
        return items(property)
                .map(item -> {
                    if (item instanceof CharSequence text) {
                        return text.toString();
                    }
                    throw wrong(property, item, "a text, an array of texts or a collection of texts");
                })
                .toList();
    }

    private List<Document> documents(String property) {
        return items(property)
                .map(item -> {
                    if (item instanceof Document document) {
                        return document;
                    }
                    throw wrong(property, item, "a Document, an array or a collection of them");
                })
                .toList();
    }

    private Stream<?> items(String property) {
        Object value = event.getProperty(property);
        if (value == null) {
            return Stream.empty();
        }
        if (value instanceof Object[] array) {
            return Arrays.stream(array);
        }
        return value instanceof Collection<?> all ? all.stream() : Stream.of(value);
    }

    private @Nullable Instant moment(String property) {
        Object value = event.getProperty(property);
        if (value == null || value instanceof Instant) {
            return (Instant) value;
        }
        if (value instanceof Date date) {
            return date.toInstant();
        }
        if (value instanceof Long millis) {
            return Instant.ofEpochMilli(millis);
        }
        try {
            return Instant.parse(value.toString());
        } catch (DateTimeParseException e) {
            throw wrong(
                    property, value, "an Instant, a Date, milliseconds as a Long, or a text like 2026-12-24T17:00:00Z");
        }
    }

    private IllegalArgumentException wrong(String property, @Nullable Object value, String wanted) {
        return new IllegalArgumentException("Event " + event.getTopic() + ": the property " + property + " is a "
                + (value == null ? "null" : value.getClass().getName()) + ". Give " + wanted + ".");
    }
}
