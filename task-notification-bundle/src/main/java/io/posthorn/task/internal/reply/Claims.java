package io.posthorn.task.internal.reply;

import io.posthorn.store.Sql;
import io.posthorn.task.ReplyResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Sees to it that a notice is answered once. A reply claims it before the completion is called; a claim ends with the
 * answer, with the completion's failure, or, if its server has died, when its lease is over.
 */
final class Claims {

    private static final Logger log = LoggerFactory.getLogger(Claims.class);

    /** Of this process, whose components may come and go. */
    private static final String PROCESS = UUID.randomUUID() + "/";

    private final String process;
    private final Tables tables;
    private final InstantSource clock;
    private final Duration lease;

    Claims(Tables tables, InstantSource clock, Duration lease) {
        this(PROCESS, tables, clock, lease);
    }

    /** As another process, for tests. */
    Claims(String process, Tables tables, InstantSource clock, Duration lease) {
        this.process = process;
        this.tables = tables;
        this.clock = clock;
        this.lease = lease;
    }

    Optional<IssuedNotice> find(String id) {
        return tables.<Optional<NoticeRow>>transact(connection -> NoticeRow.find(connection, id))
                .map(this::notice);
    }

    /**
     * Claims a notice.
     *
     * @return names the claim; empty if somebody else has claimed or answered it meanwhile
     */
    Optional<String> claim(String id) {
        String claim = process + UUID.randomUUID();
        return tables.<Boolean>transact(connection -> claim(connection, id, claim))
                ? Optional.of(claim)
                : Optional.empty();
    }

    private boolean claim(Connection connection, String id, String claim) throws SQLException {
        Optional<NoticeRow> row = NoticeRow.lock(connection, id);
        long now = Sql.databaseTime(connection);
        if (row.isEmpty() || row.get().isAnswered() || isHeld(row.get(), now)) {
            return false;
        }
        String sql = "UPDATE task_notice SET claim = ?, claimed_until = ? WHERE id = ?";
        return Sql.update(connection, sql, claim, now + lease.toMillis(), id) == 1;
    }

    /** With an embedded database, another process is a dead one. */
    private boolean isHeld(NoticeRow row, long now) {
        return !row.claim().isEmpty()
                && row.claimedUntil() > now
                && (row.claim().startsWith(process) || !tables.store().isExclusive());
    }

    /** Ends a claim with an answer, on disk when this returns. */
    void answer(String id, String claim, IssuedNotice.Answer answer) {
        int rows = tables.durably(connection -> Sql.update(
                connection,
                "UPDATE task_notice SET claim = NULL, claimed_until = NULL, answered_at = ?, answered_by = ?, answer = ?"
                        + " WHERE id = ? AND claim = ?",
                clock.millis(),
                answer.by(),
                tables.store().seal(FactsText.of(answer.result()), Tables.ANSWER, id),
                id,
                claim));
        if (rows == 0) {
            ReplyResult result = answer.result();
            log.warn(
                    "The completion of task {} took longer than {}; another reply may have been taken meanwhile.",
                    result.taskId(),
                    lease);
        }
    }

    /** Ends a claim without an answer. */
    void free(String id, String claim) {
        tables.transact(connection -> Sql.update(
                connection,
                "UPDATE task_notice SET claim = NULL, claimed_until = NULL WHERE id = ? AND claim = ?",
                id,
                claim));
    }

    private IssuedNotice notice(NoticeRow row) {
        FactsText.Facts facts = FactsText.facts(tables.store().unseal(row.facts(), Tables.FACTS, row.id()));
        IssuedNotice.Answer answer = row.isAnswered() ? answer(row) : null;
        return new IssuedNotice(row.id(), row.taskId(), row.recipient(), facts.address(), facts.routes(), answer);
    }

    private IssuedNotice.Answer answer(NoticeRow row) {
        String text = tables.store().unseal(row.answer(), Tables.ANSWER, row.id());
        return new IssuedNotice.Answer(row.answeredBy(), FactsText.result(row.taskId(), text));
    }
}
