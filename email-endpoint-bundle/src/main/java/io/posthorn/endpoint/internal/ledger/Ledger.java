package io.posthorn.endpoint.internal.ledger;

import io.posthorn.email.MailId;
import io.posthorn.endpoint.QuarantinedMail;
import io.posthorn.store.Sql;
import io.posthorn.store.Store;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sees to it that each mail of a folder is committed once, however many servers watch it and whatever crashes. Safe for use by
 * any thread.
 */
public final class Ledger {

    /** How long a claim outlives its server. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    /** Who tidies a folder is done sooner, or dead. */
    private static final Duration TIDYING = Duration.ofMinutes(10);

    /** How long a mail that was done is known. */
    private static final Duration MEMORY = Duration.ofDays(90);

    private static final int MOST_LISTED = 1_000;

    /** Of this process, whose components may come and go. */
    private static final String PROCESS = UUID.randomUUID() + "/";

    private final Tables tables;
    private final InstantSource clock;
    private final Duration lease;
    private final String process;
    private final String endpoint;
    private final String folder;

    /**
     * Of one endpoint.
     *
     * @param store the database
     * @param clock tells when something is due
     * @param lease how long a claim outlives its server
     * @param endpoint its name
     * @param mailbox who logs in
     * @param folder what is watched
     */
    public Ledger(Store store, InstantSource clock, Duration lease, String endpoint, String mailbox, String folder) {
        this(PROCESS, store, clock, lease, endpoint, mailbox, folder);
    }

    /** As another process, for tests. */
    Ledger(
            String process,
            Store store,
            InstantSource clock,
            Duration lease,
            String endpoint,
            String mailbox,
            String folder) {
        this.process = process;
        this.lease = lease;
        this.tables = new Tables(store);
        this.clock = clock;
        this.endpoint = endpoint;
        this.folder =
                Identity.hash(mailbox.toLowerCase(Locale.ROOT), folder.equalsIgnoreCase("INBOX") ? "INBOX" : folder);
    }

    /** How long a claim outlives its server, unless it is renewed. */
    public Duration lease() {
        return lease;
    }

    /**
     * What is known of a mail.
     *
     * @param state of the mail
     * @param nextTry when it is due, if it waits
     */
    public record Known(State state, Instant nextTry) {}

    /**
     * Of some mails of the folder those that it knows.
     *
     * @param validity UIDVALIDITY
     * @param uids up to some hundreds
     * @return by UID
     */
    public Map<String, Known> known(long validity, Collection<String> uids) {
        String marks = uids.stream().map(uid -> "?").collect(Collectors.joining(", "));
        Object[] values =
                Stream.concat(Stream.of(folder, validity), uids.stream()).toArray();
        return uids.isEmpty()
                ? Map.of()
                : tables.transact(connection -> {
                    Map<String, Known> known = new HashMap<>();
                    Sql.list(
                                    connection,
                                    "SELECT * FROM endpoint_mail WHERE folder = ? AND validity = ? AND uid IN (" + marks
                                            + ")",
                                    Row::of,
                                    values)
                            .forEach(row ->
                                    known.put(row.uid(), new Known(row.state(), Instant.ofEpochMilli(row.nextTry()))));
                    return known;
                });
    }

    /**
     * Claims a mail.
     *
     * @param mail where it is
     * @param identity knows it again; empty for none
     * @param facts of it
     * @return his claim, or why he gets none
     */
    public Claim claim(MailId mail, String identity, Facts facts) {
        return tables.transact(connection -> {
            Optional<Row> row = identity.isEmpty() ? Optional.empty() : Row.lock(connection, folder, identity);
            if (row.isEmpty()) {
                row = Row.lock(connection, folder, mail.validity(), mail.uid());
            }
            return row.isPresent()
                    ? claim(connection, row.get(), mail, facts)
                    : insert(connection, mail, identity, facts);
        });
    }

    private Claim insert(Connection connection, MailId mail, String identity, Facts facts) throws SQLException {
        String id = UUID.randomUUID().toString();
        String claim = process + UUID.randomUUID();
        Sql.update(
                connection,
                "INSERT INTO endpoint_mail (id, endpoint, folder, validity, uid, identity, state, attempt, spared, disturbed,"
                        + " done, claim, claimed_until, facts, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, 1, 0, 0, '', ?, ?, ?,"
                        + " ?)",
                id,
                endpoint,
                folder,
                mail.validity(),
                mail.uid(),
                identity.isEmpty() ? null : identity,
                State.CLAIMED.name(),
                claim,
                Sql.databaseTime(connection) + lease.toMillis(),
                seal(id, facts),
                clock.millis());
        return new Claim.Taken(id, claim, 1, 1, 0, 0, Set.of());
    }

    private Claim claim(Connection connection, Row row, MailId mail, Facts facts) throws SQLException {
        boolean elsewhere = row.validity() != mail.validity() || !row.uid().equals(mail.uid());
        if (row.state() == State.QUARANTINED && elsewhere) {
            return take(connection, row, mail, facts, row.attempt()); // a person has moved it back
        }
        if (row.state().isTidy()) {
            if (row.validity() != mail.validity()) {
                follow(connection, row, mail);
            }
            return new Claim.Ended(row.id(), "", row.state(), unseal(row).cause());
        }
        if (isHeld(row, Sql.databaseTime(connection))) {
            return new Claim.Busy();
        }
        if (row.state().isEnded()) {
            return takeUntidied(connection, row);
        }
        return row.state() == State.WAITING && row.nextTry() > clock.millis()
                ? new Claim.Later(Instant.ofEpochMilli(row.nextTry()))
                : take(connection, row, mail, facts, row.spared());
    }

    /** The folder was numbered anew: its mail is found by the new number from now on. */
    private void follow(Connection connection, Row row, MailId mail) throws SQLException {
        Sql.update(
                connection,
                "UPDATE endpoint_mail SET validity = ?, uid = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM endpoint_mail other"
                        + " WHERE other.folder = ? AND other.validity = ? AND other.uid = ?)",
                mail.validity(),
                mail.uid(),
                row.id(),
                folder,
                mail.validity(),
                mail.uid());
    }

    /** With an embedded database, another process is a dead one. */
    private boolean isHeld(Row row, long now) {
        return !row.claim().isEmpty()
                && row.claimedUntil() > now
                && (row.claim().startsWith(process) || !tables.store().isExclusive());
    }

    private Claim take(Connection connection, Row row, MailId mail, Facts facts, int spared) throws SQLException {
        String claim = process + UUID.randomUUID();
        Sql.update(
                connection,
                "UPDATE endpoint_mail SET endpoint = ?, validity = ?, uid = ?, state = ?, attempt = ?, spared = ?, claim = ?,"
                        + " claimed_until = ?, next_try = NULL, ended_at = NULL, facts = ? WHERE id = ?",
                endpoint,
                mail.validity(),
                mail.uid(),
                State.CLAIMED.name(),
                row.attempt() + 1,
                spared,
                claim,
                Sql.databaseTime(connection) + lease.toMillis(),
                seal(row.id(), facts.because(unseal(row).cause())),
                row.id());
        return new Claim.Taken(
                row.id(),
                claim,
                row.attempt() + 1,
                row.attempt() + 1 - spared,
                spared,
                row.disturbed(),
                numbers(row.done()));
    }

    /** Two who tidy at once would copy the mail twice. */
    private Claim takeUntidied(Connection connection, Row row) throws SQLException {
        String claim = process + UUID.randomUUID();
        Sql.update(
                connection,
                "UPDATE endpoint_mail SET claim = ?, claimed_until = ? WHERE id = ?",
                claim,
                Sql.databaseTime(connection) + lease.toMillis(),
                row.id());
        return new Claim.Ended(row.id(), claim, row.state(), unseal(row).cause());
    }

    private static Set<Integer> numbers(String done) {
        return Arrays.stream(done.split(","))
                .filter(one -> !one.isEmpty())
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
    }

    /**
     * Renews a claim.
     *
     * @return false if it was lost
     */
    public boolean renew(Claim.Held held) {
        return tables.transact(connection -> Sql.update(
                        connection,
                        "UPDATE endpoint_mail SET claimed_until = ? WHERE id = ? AND claim = ?",
                        Sql.databaseTime(connection) + lease.toMillis(),
                        held.id(),
                        held.claim()))
                == 1;
    }

    /** Lets others tidy what has ended. */
    public void letGo(Claim.Held held) {
        tables.transact(connection -> Sql.update(
                connection,
                "UPDATE endpoint_mail SET claim = NULL, claimed_until = NULL WHERE id = ? AND claim = ? AND state <> ?",
                held.id(),
                held.claim(),
                State.CLAIMED.name()));
    }

    /** Notes, on disk, that an attachment has been answered. */
    public void answered(Claim.Taken taken, Set<Integer> done) {
        String numbers = done.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
        tables.durably(connection -> Sql.update(
                connection,
                "UPDATE endpoint_mail SET done = ? WHERE id = ? AND claim = ?",
                numbers,
                taken.id(),
                taken.claim()));
    }

    /**
     * Ends the work, on disk. The claim is kept until the folder is {@linkplain #tidied tidy}.
     *
     * @param state one that {@linkplain State#isEnded() is an end}
     * @return false if the claim was lost: somebody else works on the mail, or has ended it
     */
    public boolean end(Claim.Taken taken, State state, Facts facts) {
        return tables.durably(connection -> Sql.update(
                        connection,
                        "UPDATE endpoint_mail SET state = ?, ended_at = ?, facts = ? WHERE id = ? AND claim = ? AND state = ?",
                        state.name(),
                        clock.millis(),
                        seal(taken.id(), facts),
                        taken.id(),
                        taken.claim(),
                        State.CLAIMED.name()))
                == 1;
    }

    /** Gives a mail back that has failed. */
    public void later(Claim.Taken taken, Instant nextTry, Facts facts) {
        postpone(taken, nextTry, facts, taken.attempt(), taken.disturbed());
    }

    /** Gives a mail back that could not be worked on for reasons that are not its own: this was no attempt. */
    public void disturbed(Claim.Taken taken, Instant nextTry, Facts facts) {
        postpone(taken, nextTry, facts, taken.attempt() - 1, taken.disturbed() + 1);
    }

    private void postpone(Claim.Taken taken, Instant nextTry, Facts facts, int attempt, int disturbed) {
        tables.transact(connection -> Sql.update(
                connection,
                "UPDATE endpoint_mail SET state = ?, claim = NULL, claimed_until = NULL, next_try = ?, attempt = ?,"
                        + " disturbed = ?, facts = ? WHERE id = ? AND claim = ? AND state = ?",
                State.WAITING.name(),
                nextTry.toEpochMilli(),
                attempt,
                disturbed,
                seal(taken.id(), facts),
                taken.id(),
                taken.claim(),
                State.CLAIMED.name()));
    }

    /** Forgets a mail that was gone before it was worked on. */
    public void forget(Claim.Taken taken) {
        tables.transact(connection -> Sql.update(
                connection, "DELETE FROM endpoint_mail WHERE id = ? AND claim = ?", taken.id(), taken.claim()));
    }

    /** Notes that nothing is left to do in the folder. */
    public void tidied(String id, State state) {
        tables.transact(connection -> Sql.update(
                connection,
                "UPDATE endpoint_mail SET state = ?, claim = NULL, claimed_until = NULL WHERE id = ? AND state = ?",
                state.tidied().name(),
                id,
                state.name()));
    }

    /** What has failed is due now. */
    public void retryNow() {
        tables.transact(connection -> Sql.update(
                connection,
                "UPDATE endpoint_mail SET next_try = ? WHERE folder = ? AND state = ?",
                clock.millis(),
                folder,
                State.WAITING.name()));
    }

    /** Those in quarantine, newest first. */
    public List<QuarantinedMail> quarantine() {
        return tables
                .transact(connection -> Sql.list(
                        connection,
                        "SELECT * FROM endpoint_mail WHERE folder = ? AND state IN (?, ?) ORDER BY ended_at DESC LIMIT "
                                + MOST_LISTED,
                        Row::of,
                        folder,
                        State.FAILED.name(),
                        State.QUARANTINED.name()))
                .stream()
                .map(row -> {
                    Facts facts = unseal(row);
                    return new QuarantinedMail(
                            row.id(),
                            facts.from(),
                            facts.subject(),
                            facts.cause(),
                            Instant.ofEpochMilli(row.endedAt()));
                })
                .toList();
    }

    /**
     * What knows a mail again.
     *
     * @param id of its invocation
     * @return empty if nothing does
     */
    public String identity(String id) {
        return tables.transact(
                connection -> Sql.first(connection, "SELECT * FROM endpoint_mail WHERE id = ?", Row::of, id)
                        .map(Row::identity)
                        .orElse(""));
    }

    /**
     * Lets a mail be tried anew that was moved back: one that is known again is tried anew when it is found, and another one is
     * new.
     *
     * @param id of a mail in quarantine
     */
    public void movedBack(String id) {
        tables.durably(connection ->
                Sql.update(connection, "DELETE FROM endpoint_mail WHERE id = ? AND identity IS NULL", id));
    }

    /**
     * Lets a mail be tried anew when it is found in the folder.
     *
     * @param id of a mail in quarantine
     */
    public void release(String id) {
        tables.durably(connection -> Sql.update(
                connection,
                "UPDATE endpoint_mail SET state = ?, next_try = ?, spared = attempt, disturbed = 0, ended_at = NULL,"
                        + " claim = NULL, claimed_until = NULL WHERE id = ? AND state IN (?, ?)",
                State.WAITING.name(),
                clock.millis(),
                id,
                State.FAILED.name(),
                State.QUARANTINED.name()));
    }

    /**
     * Forgets mails that were taken up long ago and are not in the folder any more.
     *
     * @param validity UIDVALIDITY
     * @param there the UIDs of the folder
     */
    public void forgetOld(long validity, Set<String> there) {
        long before = clock.instant().minus(MEMORY).toEpochMilli();
        List<String> old = tables
                .transact(connection -> Sql.list(
                        connection,
                        "SELECT * FROM endpoint_mail WHERE folder = ? AND COALESCE(ended_at, created_at) < ? LIMIT "
                                + MOST_LISTED,
                        Row::of,
                        folder,
                        before))
                .stream()
                .filter(row -> row.validity() != validity || !there.contains(row.uid()))
                .map(Row::id)
                .toList();
        for (String id : old) {
            tables.transact(connection -> Sql.update(connection, "DELETE FROM endpoint_mail WHERE id = ?", id));
        }
    }

    /**
     * Notes that nothing is left to do for what has gone from the folder, for example if its server died after it had moved it.
     *
     * @param validity UIDVALIDITY; any for an empty folder
     * @param there the UIDs of the folder
     */
    public void tidyGone(long validity, Set<String> there) {
        long before = clock.instant().minus(TIDYING).toEpochMilli();
        tables
                .transact(connection -> Sql.list(
                        connection,
                        "SELECT * FROM endpoint_mail WHERE folder = ? AND state IN (?, ?, ?) AND ended_at < ? LIMIT "
                                + MOST_LISTED,
                        Row::of,
                        folder,
                        State.COMMITTED.name(),
                        State.FAILED.name(),
                        State.IGNORED.name(),
                        before))
                .stream()
                .filter(row -> there.isEmpty() || row.validity() == validity && !there.contains(row.uid()))
                .forEach(row -> tidied(row.id(), row.state()));
    }

    /** Whether a person has paused the endpoint, on any server. */
    public boolean isPaused() {
        return tables.transact(connection ->
                        Sql.number(connection, "SELECT COUNT(*) FROM endpoint_pause WHERE folder = ?", folder))
                > 0;
    }

    /** Pauses the endpoint, or ends its pause, on every server. */
    public void pause(boolean paused) {
        tables.transact(connection -> {
            Sql.update(connection, "DELETE FROM endpoint_pause WHERE folder = ?", folder);
            return paused ? Sql.update(connection, "INSERT INTO endpoint_pause (folder) VALUES (?)", folder) : 0;
        });
    }

    private String seal(String id, Facts facts) {
        return tables.store().seal(facts.text(), Tables.FACTS, id);
    }

    private Facts unseal(Row row) {
        @Nullable String sealed = row.facts();
        return sealed.isEmpty()
                ? new Facts("", "", "")
                : Facts.ofText(tables.store().unseal(sealed, Tables.FACTS, row.id()));
    }
}
