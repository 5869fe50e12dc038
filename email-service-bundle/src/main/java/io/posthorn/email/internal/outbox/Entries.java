package io.posthorn.email.internal.outbox;

import io.posthorn.email.OutboxEntry;
import io.posthorn.email.OutboxMailbox;
import io.posthorn.store.Sql;
import io.posthorn.store.StoreException;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What people and programs see of the outbox. */
final class Entries {

    private static final String SELECT = "SELECT m.*, b.owner AS mailbox_owner, b.owner_until, b.paused, b.rests_until,"
            + " b.cause AS mailbox_cause FROM outbox_mail m LEFT JOIN outbox_mailbox b ON b.mailbox = m.mailbox WHERE ";

    private static final int WHOLE_ID = 36;

    private final Tables tables;

    Entries(Tables tables) {
        this.tables = tables;
    }

    /** A mail, and why its mailbox does not send. */
    private record Sight(Entry entry, String ofMailbox) {}

    List<OutboxEntry> list(int limit, OutboxEntry.State... states) {
        String condition = states.length == 0
                ? "m.state <> '" + Entry.DRAFT + "'"
                : Arrays.stream(states)
                        .map(state -> state == OutboxEntry.State.SENDING ? "'SENDING', 'ENDING'" : "'" + state + "'")
                        .collect(Collectors.joining(", ", "m.state IN (", ")"));
        return see("m.facts IS NOT NULL AND " + condition + " ORDER BY m.seq DESC LIMIT " + Math.max(1, limit));
    }

    /** @param id or its beginning */
    Optional<OutboxEntry> find(String id) {
        if (!id.matches("[0-9a-f-]{1,36}")) {
            return Optional.empty();
        }
        boolean whole = id.length() == WHOLE_ID;
        List<OutboxEntry> found = see(
                (whole ? "m.id = ?" : "m.id LIKE ?") + " AND m.facts IS NOT NULL AND m.state <> '" + Entry.DRAFT
                        + "' LIMIT 2",
                whole ? id : id + "%");
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    Optional<OutboxEntry> byKey(String key) {
        return key.isEmpty()
                ? Optional.empty()
                : see("m.mail_key = ?", key).stream().findFirst();
    }

    private List<OutboxEntry> see(String condition, Object... values) {
        List<Sight> rows = tables.transact(connection -> {
            long present = Sql.databaseTime(connection);
            return Sql.list(connection, SELECT + condition, row -> sight(row, present), values);
        });
        return rows.stream().map(this::entry).toList();
    }

    private Sight sight(ResultSet row, long present) throws SQLException {
        Entry entry = Entry.of(row);
        return new Sight(entry, entry.is(Entry.WAITING) ? whyNot(row, entry.mailbox(), present) : "");
    }

    private String whyNot(ResultSet row, String mailbox, long present) throws SQLException {
        String owner = row.getString("mailbox_owner");
        if (row.getBoolean("paused")) {
            return "Paused. To go on: mail:outbox --resume " + mailbox;
        }
        if (owner == null || row.getLong("owner_until") <= present || isDead(owner)) {
            return "No page Email service of a running server logs in as " + mailbox + " to send.";
        }
        boolean rests = Sql.optional(row, "rests_until").orElse(0L) > tables.now();
        return rests ? row.getString("mailbox_cause") : "";
    }

    /** With an embedded database, another process is a dead one. */
    private boolean isDead(String owner) {
        return !owner.equals(tables.process()) && tables.store().isExclusive();
    }

    OutboxEntry entry(Entry entry) {
        return entry(new Sight(entry, ""));
    }

    private OutboxEntry entry(Sight sight) {
        Entry entry = sight.entry();
        String subject = "";
        String cause = entry.cause();
        List<io.posthorn.email.Address> recipients = List.of();
        if (entry.sealed() != null) {
            try { // One that cannot be decrypted must not hide the others.
                Facts facts = tables.unseal(entry.id(), entry.sealed());
                subject = facts.subject();
                recipients = facts.recipients();
                cause = cause.isEmpty() ? facts.cause() : cause;
            } catch (StoreException e) {
                cause = String.valueOf(e.getMessage());
            }
        }
        return new OutboxEntry(
                entry.id(),
                entry.key(),
                entry.is(Entry.ENDING) ? OutboxEntry.State.SENDING : OutboxEntry.State.valueOf(entry.state()),
                entry.messageId(),
                entry.mailbox(),
                recipients,
                subject,
                entry.octets(),
                entry.submitted(),
                entry.tries(),
                entry.is(Entry.WAITING) && entry.tries() > 0 ? entry.nextTry() : Optional.empty(),
                entry.ended(),
                sight.ofMailbox().isEmpty() ? cause : sight.ofMailbox());
    }

    /** Its row, which nobody else changes until the transaction ends. */
    static Optional<Entry> lock(Connection connection, String column, String value) throws SQLException {
        return Sql.first(connection, "SELECT * FROM outbox_mail WHERE " + column + " = ? FOR UPDATE", Entry::of, value);
    }

    List<OutboxMailbox> mailboxes() {
        return tables.transact(connection -> {
            List<OutboxMailbox> all = new ArrayList<>();
            String text = "SELECT b.mailbox, b.paused, b.rests_until, b.cause, (SELECT COUNT(*) FROM outbox_mail m"
                    + " WHERE m.mailbox = b.mailbox AND m.state = '" + Entry.WAITING + "') AS waiting"
                    + " FROM outbox_mailbox b ORDER BY b.mailbox";
            for (OutboxMailbox mailbox : Sql.list(connection, text, this::mailbox)) {
                if (mailbox.waiting() > 0 || mailbox.paused()) {
                    all.add(mailbox);
                }
            }
            return all;
        });
    }

    private OutboxMailbox mailbox(ResultSet row) throws SQLException {
        Optional<Instant> rests = Sql.optional(row, "rests_until")
                .map(Instant::ofEpochMilli)
                .filter(until -> until.toEpochMilli() > tables.now());
        return new OutboxMailbox(
                row.getString("mailbox"),
                row.getLong("waiting"),
                row.getBoolean("paused"),
                rests,
                rests.isPresent() ? row.getString("cause") : "");
    }
}
