package io.posthorn.task.internal.template;

import java.util.Objects;

/**
 * One way to complete a task.
 *
 * @param number from 1
 * @param route its name
 * @param mailto the link that answers with it, whole and encoded
 */
public record Action(int number, String route, String mailto) {

    public Action {
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(mailto, "mailto");
    }
}
