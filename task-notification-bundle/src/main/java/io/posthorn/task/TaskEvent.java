package io.posthorn.task;

import io.posthorn.email.Document;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that people are to be told by mail. Immutable. Texts may be empty; they then render as nothing.
 *
 * <pre>{@code
 * TaskEvent.of(TaskEvent.Type.ASSIGNED)
 *         .taskId("4711")
 *         .assignees("anna", "reviewers")
 *         .processName("Loan application")
 *         .operationName("Review")
 *         .routes("Approve", "Reject")
 *         .build();
 * }</pre>
 */
public final class TaskEvent {

    /** What has happened. */
    public enum Type {
        /** A task was assigned. EventAdmin topic {@code io/posthorn/task/ASSIGNED}. */
        ASSIGNED,
        /** A task still waits. {@code io/posthorn/task/REMINDER}. */
        REMINDER,
        /** The time of a task is over. {@code io/posthorn/task/DEADLINE}. */
        DEADLINE,
        /** A branch of a process has stalled; for administrators. {@code io/posthorn/task/STALLED_BRANCH}. */
        STALLED_BRANCH,
        /** An operation of a process has stalled; for administrators. {@code io/posthorn/task/STALLED_OPERATION}. */
        STALLED_OPERATION;

        /**
         * Whether it is for administrators, whose addresses are on the page of the type.
         *
         * @return false for what is for the assignees of a task
         */
        public boolean isForAdministrators() {
            return this == STALLED_BRANCH || this == STALLED_OPERATION;
        }
    }

    private final Type type;
    private final String taskId;
    private final List<String> assignees;
    private final @Nullable Instant due;
    private final String description;
    private final String instructions;
    private final String processName;
    private final String operationName;
    private final List<String> routes;
    private final String processId;
    private final String branchId;
    private final String actionId;
    private final List<Document> documents;

    private TaskEvent(Builder builder) {
        type = builder.type;
        taskId = builder.taskId;
        assignees = builder.assignees;
        due = builder.due;
        description = builder.description;
        instructions = builder.instructions;
        processName = builder.processName;
        operationName = builder.operationName;
        routes = builder.routes;
        processId = builder.processId;
        branchId = builder.branchId;
        actionId = builder.actionId;
        documents = builder.documents;
    }

    /**
     * Begins an event.
     *
     * @param type what has happened
     * @return to be filled in
     */
    public static Builder of(Type type) {
        return new Builder(type);
    }

    /**
     * What has happened.
     *
     * @return its type
     */
    public Type type() {
        return type;
    }

    /**
     * The task.
     *
     * @return its id; empty only where the event is for administrators
     */
    public String taskId() {
        return taskId;
    }

    /**
     * Whom the task is assigned to.
     *
     * @return ids of users and groups, at least one; none where the event is for administrators
     */
    public List<String> assignees() {
        return assignees;
    }

    /**
     * When the task is, or was, due; of a reminder, the time of this reminder. The same event with another time is another
     * mail, and with the same time it is the same mail, for 90 days.
     *
     * @return empty if it was not said
     */
    public Optional<Instant> due() {
        return Optional.ofNullable(due);
    }

    /**
     * The step's description, which may have several lines.
     *
     * @return may be empty
     */
    public String description() {
        return description;
    }

    /**
     * What the task asks for.
     *
     * @return may be empty
     */
    public String instructions() {
        return instructions;
    }

    /**
     * The process.
     *
     * @return its name; may be empty
     */
    public String processName() {
        return processName;
    }

    /**
     * The step of the process.
     *
     * @return its name; may be empty
     */
    public String operationName() {
        return operationName;
    }

    /**
     * The ways in which the task can be completed. What tells of a deadline cannot be answered, and leaves them out.
     *
     * @return their names, each once in any case; empty if it cannot be completed by a reply
     */
    public List<String> routes() {
        return routes;
    }

    /**
     * The instance of the process.
     *
     * @return its id; may be empty
     */
    public String processId() {
        return processId;
    }

    /**
     * The branch that has stalled.
     *
     * @return its id; may be empty
     */
    public String branchId() {
        return branchId;
    }

    /**
     * The operation that has stalled.
     *
     * @return its id; may be empty
     */
    public String actionId() {
        return actionId;
    }

    /**
     * The task's documents, attached where <i>Include Form Data</i> is ticked.
     *
     * @return may be empty
     */
    public List<Document> documents() {
        return documents;
    }

    /** For the log: neither descriptions nor documents. */
    @Override
    public String toString() {
        String what =
                taskId.isEmpty() ? " of process " + processId.replaceAll("\\p{Cntrl}", " ") : " of task " + taskId;
        return type + what + assignees;
    }

    /** Fills in an event. Not safe for use by several threads. */
    public static final class Builder {

        private final Type type;
        private String taskId = "";
        private List<String> assignees = List.of();
        private @Nullable Instant due;
        private String description = "";
        private String instructions = "";
        private String processName = "";
        private String operationName = "";
        private List<String> routes = List.of();
        private String processId = "";
        private String branchId = "";
        private String actionId = "";
        private List<Document> documents = List.of();

        private Builder(Type type) {
            this.type = Objects.requireNonNull(type, "type");
        }

        /**
         * The task. Required, but for administrators.
         *
         * @param id its id
         * @return this
         */
        public Builder taskId(String id) {
            taskId = id.strip();
            return this;
        }

        /**
         * Whom the task is assigned to. Required, but for administrators.
         *
         * @param ids of users and groups
         * @return this
         */
        public Builder assignees(String... ids) {
            return assignees(List.of(ids));
        }

        /**
         * Whom the task is assigned to. Required, but for administrators.
         *
         * @param ids of users and groups
         * @return this
         */
        public Builder assignees(List<String> ids) {
            assignees = ids.stream()
                    .map(String::strip)
                    .filter(id -> !id.isEmpty())
                    .distinct()
                    .toList();
            return this;
        }

        /**
         * When the task is due; of a reminder, the time of this reminder, and of a task that is assigned once more, that time:
         * the same event with the same time makes no second mail.
         *
         * @param time null if it is not known
         * @return this
         */
        public Builder due(@Nullable Instant time) {
            due = time;
            return this;
        }

        /**
         * The step's description.
         *
         * @param text may have several lines
         * @return this
         */
        public Builder description(String text) {
            description = Objects.requireNonNull(text, "description");
            return this;
        }

        /**
         * What the task asks for.
         *
         * @param text may have several lines
         * @return this
         */
        public Builder instructions(String text) {
            instructions = Objects.requireNonNull(text, "instructions");
            return this;
        }

        /**
         * The process.
         *
         * @param name its name
         * @return this
         */
        public Builder processName(String name) {
            processName = Objects.requireNonNull(name, "processName");
            return this;
        }

        /**
         * The step of the process.
         *
         * @param name its name
         * @return this
         */
        public Builder operationName(String name) {
            operationName = Objects.requireNonNull(name, "operationName");
            return this;
        }

        /**
         * The ways in which the task can be completed.
         *
         * @param names one line each
         * @return this
         */
        public Builder routes(String... names) {
            return routes(List.of(names));
        }

        /**
         * The ways in which the task can be completed.
         *
         * @param names one line each
         * @return this
         */
        public Builder routes(List<String> names) {
            routes = names.stream().map(String::strip).toList();
            return this;
        }

        /**
         * The instance of the process.
         *
         * @param id its id
         * @return this
         */
        public Builder processId(String id) {
            processId = Objects.requireNonNull(id, "processId");
            return this;
        }

        /**
         * The branch that has stalled.
         *
         * @param id its id
         * @return this
         */
        public Builder branchId(String id) {
            branchId = Objects.requireNonNull(id, "branchId");
            return this;
        }

        /**
         * The operation that has stalled.
         *
         * @param id its id
         * @return this
         */
        public Builder actionId(String id) {
            actionId = Objects.requireNonNull(id, "actionId");
            return this;
        }

        /**
         * The task's documents.
         *
         * @param all attached where <i>Include Form Data</i> is ticked
         * @return this
         */
        public Builder documents(List<Document> all) {
            documents = List.copyOf(all);
            return this;
        }

        /**
         * Makes the event.
         *
         * @return the event
         * @throws IllegalArgumentException if something that is required is missing, or wrong; the sentence names it
         */
        public TaskEvent build() {
            if (type.isForAdministrators()) {
                require(!processId.isBlank(), "processId", "is missing; give the id of the process");
            } else {
                require(!taskId.isEmpty(), "taskId", "is missing; give the id of the task");
                require(!assignees.isEmpty(), "assignees", "are missing; give the id of a user or a group");
            }
            require(isOneLine(taskId), "taskId", "has control characters");
            assignees.forEach(id -> require(isOneLine(id), "assignees", "have control characters"));
            require(routes.isEmpty() || !type.isForAdministrators(), "routes", "are for tasks; nobody can answer this");
            for (String route : routes) {
                require(!route.isEmpty() && !route.matches("(?s).*\\R.*"), "routes", "must be one line each");
            }
            long different = routes.stream()
                    .map(route -> route.toLowerCase(Locale.ROOT))
                    .distinct()
                    .count();
            require(different == routes.size(), "routes", "must differ, and not only by upper and lower case");
            return new TaskEvent(this);
        }

        private static boolean isOneLine(String text) {
            return text.chars().noneMatch(Character::isISOControl);
        }

        private void require(boolean fits, String property, String what) {
            if (!fits) {
                throw new IllegalArgumentException("Event " + type + ": " + property + " " + what + ".");
            }
        }
    }
}
