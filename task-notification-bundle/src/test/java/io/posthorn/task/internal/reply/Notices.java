package io.posthorn.task.internal.reply;

import io.posthorn.email.Address;
import io.posthorn.task.TaskEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Notices to Anna. */
final class Notices {

    static final String ANNA = "anna@contoso.test";
    static final Duration LIFE = Duration.ofDays(30);
    static final Instant DUE = Instant.parse("2026-12-01T12:00:00Z");

    private Notices() {}

    static Notice task(String id, String... routes) {
        return of(TaskEvent.Type.ASSIGNED, id, DUE, routes);
    }

    static Notice reminder(String id, Instant due) {
        return of(TaskEvent.Type.REMINDER, id, due, "Approve");
    }

    private static Notice of(TaskEvent.Type type, String id, Instant due, String... routes) {
        return new Notice(id, type, "anna", new Address("Anna Berg", ANNA), List.of(routes), due, LIFE);
    }
}
