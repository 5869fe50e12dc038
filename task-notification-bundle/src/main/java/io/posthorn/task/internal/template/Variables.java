package io.posthorn.task.internal.template;

import java.util.List;

/** The names of what a template can say, which are AEM Forms' own: {@code taskid} has no hyphen. */
final class Variables {

    static final String HOST = "notification-host";
    static final String ACTIONS = "actions";

    static final List<String> OF_USERS =
            List.of("description", "instructions", HOST, "process-name", "operation-name", "taskid", ACTIONS);
    static final List<String> OF_GROUPS = List.of(
            "description", "instructions", HOST, "process-name", "operation-name", "taskid", ACTIONS, "group-name");
    static final List<String> OF_BRANCHES = List.of(HOST, "branch-id", "process-id");
    static final List<String> OF_OPERATIONS = List.of(HOST, "branch-id", "process-id", "action-id");

    private Variables() {}
}
