package io.posthorn.email.internal.outbox;

import io.posthorn.store.Sql;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of {@code outbox_mail}.
 *
 * @param sealed its facts; null once it is tidied
 * @param chunks of its body; 0 once that is dropped
 * @param deferred since when it is deferred
 * @param attempt the number of its claim
 */
record Entry(
        String id,
        String key,
        String state,
        String mailbox,
        String messageId,
        @Nullable String sealed,
        long octets,
        int chunks,
        Instant submitted,
        int tries,
        Optional<Instant> nextTry,
        Optional<Instant> deferred,
        Optional<Instant> ended,
        String cause,
        long attempt) {

    static final String DRAFT = "DRAFT";
    static final String WAITING = "WAITING";
    static final String SENDING = "SENDING";

    /** Its last bytes may be out: from here on, nobody knows without the server's answer. */
    static final String ENDING = "ENDING";

    static final String SENT = "SENT";
    static final String REFUSED = "REFUSED";
    static final String IN_DOUBT = "IN_DOUBT";
    static final String DROPPED = "DROPPED";

    static Entry of(ResultSet row) throws SQLException {
        String key = row.getString("mail_key");
        return new Entry(
                row.getString("id"),
                key == null ? "" : key,
                row.getString("state"),
                row.getString("mailbox"),
                row.getString("message_id"),
                row.getString("facts"),
                row.getLong("octets"),
                row.getInt("chunks"),
                Instant.ofEpochMilli(row.getLong("submitted_at")),
                row.getInt("tries"),
                time(row, "next_try"),
                time(row, "deferred_at"),
                time(row, "ended_at"),
                row.getString("cause"),
                row.getLong("attempt"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Sql.optional(row, column).map(Instant::ofEpochMilli);
    }

    boolean is(String... states) {
        return java.util.Arrays.asList(states).contains(state);
    }
}
