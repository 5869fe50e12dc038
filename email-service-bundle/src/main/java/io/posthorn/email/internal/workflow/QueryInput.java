package io.posthorn.email.internal.workflow;

import io.posthorn.email.Disposition;
import io.posthorn.email.Disposition.Action;
import io.posthorn.email.Query;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** Which mails to receive, put together from its keys. */
final class QueryInput {

    static final String HANDLER = "handler";

    static final List<String> KEYS = List.of(
            "folder",
            "sender",
            "subject",
            "unread",
            "since",
            "largest",
            "limit",
            "disposition",
            "moveTo",
            HANDLER,
            MailCopies.HEADERS,
            MailCopies.MAX_SIZE);

    private QueryInput() {}

    static Query query(StepInput input) {
        Query all = Query.newest();
        String folder = input.text("folder");
        long limit = input.number("limit", Query.DEFAULT_LIMIT);
        if (limit < 1 || limit > Integer.MAX_VALUE) {
            throw input.wrong("limit", "is " + limit + ". Give 1 or more.");
        }
        Optional<Instant> since = input.value("since").map(value -> instant(input, value));
        Disposition disposition = disposition(input);
        return input.checked(
                "folder",
                () -> new Query(
                        folder.isEmpty() ? all.folder() : folder,
                        input.text("sender"),
                        input.text("subject"),
                        input.bool("unread", false),
                        since,
                        input.number("largest", Long.MAX_VALUE),
                        (int) limit,
                        disposition));
    }

    private static Disposition disposition(StepInput input) {
        String moveTo = input.text("moveTo");
        Action action = input.constant("disposition", Action.class, moveTo.isEmpty() ? Action.LEAVE : Action.MOVE);
        if (action == Action.DELETE && !input.has(HANDLER)) {
            throw input.wrong(
                    "disposition",
                    "is DELETE. Mails are deleted only behind a handler, which can keep them in a safe place first: give"
                            + " the key handler, or MOVE and the key moveTo.");
        }
        return input.checked(action == Action.MOVE ? "moveTo" : "disposition", () -> new Disposition(action, moveTo));
    }

    private static Instant instant(StepInput input, Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        if (value instanceof Date date) {
            return date.toInstant();
        }
        String text = input.text("since", value).strip();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw input.wrong("since", "is '" + text + "'. Give a moment like 2026-11-25T08:00:00Z.");
        }
    }
}
