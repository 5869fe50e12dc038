package io.posthorn.email.internal.outbox;

import io.posthorn.store.Sql;

import java.time.Duration;
import java.util.List;

/** Takes away what nobody needs any more, a few rows at a time. */
final class Tidying {

    private static final int SOME = 200;

    /** A key names the same mail for so long. */
    private static final Duration KEY = Duration.ofDays(90);

    /** Nobody writes a mail for longer. */
    private static final Duration DRAFT = Duration.ofDays(1);

    private static final String ENDED = "state IN ('SENT', 'REFUSED', 'DROPPED')";

    private final Tables tables;
    private final Bodies bodies;

    Tidying(Tables tables, Bodies bodies) {
        this.tables = tables;
        this.bodies = bodies;
    }

    /** @param keep how long ended mails are listed */
    void tidy(Duration keep) {
        long now = tables.now();
        dropBodies("state IN ('SENT', 'DROPPED') AND chunks > 0 AND submitted_at > ?", Long.MIN_VALUE);
        dropDrafts(now);
        update(
                "UPDATE outbox_mail SET mail_key = NULL WHERE mail_key IS NOT NULL AND submitted_at < ? AND " + ENDED
                        + " AND ended_at < ?",
                now - KEY.toMillis(),
                now);
        long old = now - keep.toMillis();
        dropBodies("state = 'REFUSED' AND chunks > 0 AND ended_at < ?", old);
        update("DELETE FROM outbox_mail WHERE mail_key IS NULL AND chunks = 0 AND " + ENDED + " AND ended_at < ?", old);
        update(
                "UPDATE outbox_mail SET facts = NULL, cause = '' WHERE facts IS NOT NULL AND mail_key IS NOT NULL"
                        + " AND chunks = 0 AND " + ENDED + " AND ended_at < ?",
                old);
    }

    private void dropDrafts(long now) {
        dropBodies("state = 'DRAFT' AND submitted_at < ?", now - DRAFT.toMillis());
        update(
                "DELETE FROM outbox_mail WHERE state = 'DRAFT' AND chunks = 0 AND submitted_at < ?",
                now - DRAFT.toMillis());
        if (tables.store().isExclusive()) { // what another process has begun, nobody will end
            dropBodies("state = 'DRAFT' AND owner <> ?", tables.process());
            update("DELETE FROM outbox_mail WHERE state = 'DRAFT' AND chunks = 0 AND owner <> ?", tables.process());
        }
    }

    private void dropBodies(String condition, Object value) {
        List<Entry> some;
        do {
            some = tables.transact(connection -> Sql.list(
                    connection,
                    "SELECT * FROM outbox_mail WHERE " + condition + " AND chunks > 0 LIMIT " + SOME,
                    Entry::of,
                    value));
            some.forEach(bodies::drop);
        } while (some.size() == SOME);
    }

    private void update(String sql, Object... values) {
        tables.transact(connection -> Sql.update(connection, sql, values));
    }
}
