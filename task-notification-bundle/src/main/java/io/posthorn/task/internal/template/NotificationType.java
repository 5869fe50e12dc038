package io.posthorn.task.internal.template;

import io.posthorn.task.TaskEvent;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The eight types of notification, in the order and with the names of AEM Forms. */
public enum NotificationType {
    REMINDER("Reminder", Variables.OF_USERS),
    GROUP_REMINDER("Group - Reminder", Variables.OF_GROUPS),
    ASSIGNMENT("Task Assignment", Variables.OF_USERS),
    GROUP_ASSIGNMENT("Group - Task Assignment", Variables.OF_GROUPS),
    DEADLINE("Deadline", Variables.OF_USERS),
    GROUP_DEADLINE("Group - Deadline", Variables.OF_GROUPS),
    STALLED_BRANCH("Stalled Branch", Variables.OF_BRANCHES),
    STALLED_OPERATION("Stalled Operation", Variables.OF_OPERATIONS);

    private final String label;
    private final List<String> variables;

    NotificationType(String label, List<String> variables) {
        this.label = label;
        this.variables = variables;
    }

    /**
     * The type that tells of an event.
     *
     * @param type what has happened
     * @param isGroup whether the task is assigned to a group; of no account for administrators
     */
    public static NotificationType of(TaskEvent.Type type, boolean isGroup) {
        return switch (type) {
            case REMINDER -> isGroup ? GROUP_REMINDER : REMINDER;
            case ASSIGNED -> isGroup ? GROUP_ASSIGNMENT : ASSIGNMENT;
            case DEADLINE -> isGroup ? GROUP_DEADLINE : DEADLINE;
            case STALLED_BRANCH -> STALLED_BRANCH;
            case STALLED_OPERATION -> STALLED_OPERATION;
        };
    }

    /** The type that the page's field means, by value or label, in any case. */
    static Optional<NotificationType> named(String text) {
        return Arrays.stream(values())
                .filter(type -> type.value().equalsIgnoreCase(text) || type.label.equalsIgnoreCase(text))
                .findFirst();
    }

    /** What people call it. */
    public String label() {
        return label;
    }

    /** What the page's field says, and its resource is called. */
    public String value() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names that may stand between {@code @@}, in the order of the guide. */
    public Set<String> variables() {
        return new LinkedHashSet<>(variables);
    }

    /** Whether its recipients are named on the page. */
    public boolean isForAdministrators() {
        return this == STALLED_BRANCH || this == STALLED_OPERATION;
    }

    /** Whether the page may ask for the task's documents: where one user can still act on them. */
    boolean mayIncludeFormData() {
        return this == REMINDER || this == ASSIGNMENT;
    }

    @Override
    public String toString() {
        return label;
    }
}
