package io.posthorn.email.internal;

import io.posthorn.email.Disposition;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/** What is typed behind {@code mail:receive}. */
final class ReceiveOptions {

    private ReceiveOptions() {}

    static Disposition disposition(String move, boolean delete, boolean markRead) {
        int chosen = (move.isEmpty() ? 0 : 1) + (delete ? 1 : 0) + (markRead ? 1 : 0);
        if (chosen > 1) {
            throw new IllegalArgumentException(
                    "--move, --delete and --mark-read exclude each other. Give one of them, or"
                            + " none to leave the mails as they are.");
        }
        if (delete) {
            return Disposition.DELETE;
        }
        if (markRead) {
            return Disposition.MARK_READ;
        }
        return move.isEmpty() ? Disposition.LEAVE : Disposition.moveTo(move);
    }

    /** A day begins at midnight where this server stands. */
    static Instant moment(String since) {
        try {
            return since.contains("T")
                    ? Instant.parse(since)
                    : LocalDate.parse(since)
                            .atStartOfDay(ZoneId.systemDefault())
                            .toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "--since is '" + since + "'. Give a day like 2026-11-25, or a moment like 2026-11-25T08:00:00Z.",
                    e);
        }
    }
}
