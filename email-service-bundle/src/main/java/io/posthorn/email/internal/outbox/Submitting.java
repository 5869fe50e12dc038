package io.posthorn.email.internal.outbox;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.store.Sql;
import io.posthorn.store.StoreException;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Writes mail to the outbox. */
final class Submitting {

    private static final int LONGEST_KEY = 500;

    /** Of sealed facts, which H2 keeps in a column of a million characters. */
    private static final int LARGEST_FACTS = 700_000;

    private final Tables tables;
    private final Bodies bodies;

    Submitting(Tables tables, Bodies bodies) {
        this.tables = tables;
        this.bodies = bodies;
    }

    /**
     * What came of it.
     *
     * @param entry the mail
     * @param dropped the one whose place it took
     */
    record Kept(Entry entry, Optional<Entry> dropped) {}

    /** The mail is on disk when this returns. */
    Kept submit(Submission submission, long most) {
        if (submission.key().length() > LONGEST_KEY) {
            throw new EmailException(
                    Kind.MESSAGE, "", "The key of a mail may have " + LONGEST_KEY + " characters at most.", null);
        }
        if (!replacesItself(submission)) {
            Optional<Entry> known = known(submission.key());
            if (known.isPresent()) {
                return new Kept(known.get(), Optional.empty());
            }
        }
        Draft draft = new Draft(
                tables,
                bodies,
                submission.mailbox(),
                submission.mail().envelope().messageId(),
                most);
        try {
            write(submission, draft);
            // Two servers may submit the same key at once: one is slower, and finds what the other has written.
            Kept kept = tables.durably(connection -> commit(connection, submission, draft));
            if (!kept.entry().id().equals(draft.id)) {
                draft.abandon();
            }
            return kept;
        } catch (RuntimeException | Error e) {
            abandon(draft, e);
            throw e;
        }
    }

    private static boolean replacesItself(Submission submission) {
        return !submission.key().isEmpty() && submission.key().equals(submission.earlierKey());
    }

    private static void write(Submission submission, Draft draft) {
        try {
            submission.mail().writeTo(draft);
        } catch (IOException e) {
            throw new EmailException(
                    Kind.MESSAGE,
                    "",
                    "The mail cannot be written to the outbox, and is not in it: " + e.getMessage(),
                    e);
        }
    }

    private void abandon(Draft draft, Throwable cause) {
        try {
            draft.abandon();
        } catch (StoreException e) {
            cause.addSuppressed(e);
        }
    }

    private Optional<Entry> known(String key) {
        return key.isEmpty()
                ? Optional.empty()
                : tables.transact(connection ->
                        Sql.first(connection, "SELECT * FROM outbox_mail WHERE mail_key = ?", Entry::of, key));
    }

    private Kept commit(Connection connection, Submission submission, Draft draft) throws SQLException {
        Optional<Entry> earlier = submission.earlierKey().isEmpty()
                ? Optional.empty()
                : Entries.lock(connection, "mail_key", submission.earlierKey());
        Optional<Entry> dropped = earlier.filter(entry -> entry.is(Entry.WAITING));
        Optional<Entry> same = replacesItself(submission)
                ? earlier.filter(entry -> dropped.isEmpty())
                : submission.key().isEmpty()
                        ? Optional.empty()
                        : Entries.lock(connection, "mail_key", submission.key());
        if (same.isPresent()) {
            return new Kept(same.get(), Optional.empty());
        }
        if (dropped.isPresent()) {
            giveWay(connection, dropped.get(), submission, draft);
        }
        Facts facts = Facts.of(submission.subject(), submission.mail());
        if (FactsText.of(facts).length() > LARGEST_FACTS) {
            throw new EmailException(
                    Kind.MESSAGE, "", "The mail has too many recipients for the outbox. Split it.", null);
        }
        draft.commit(connection, facts, submission.key());
        Entry entry = Sql.first(connection, "SELECT * FROM outbox_mail WHERE id = ?", Entry::of, draft.id)
                .orElseThrow();
        return new Kept(entry, dropped);
    }

    private void giveWay(Connection connection, Entry earlier, Submission submission, Draft draft) throws SQLException {
        Sql.update(
                connection,
                "UPDATE outbox_mail SET state = '" + Entry.DROPPED + "', cause = ?, ended_at = ?, next_try = NULL,"
                        + " mail_key = ? WHERE id = ?",
                "A newer mail took its place: " + draft.id,
                tables.now(),
                replacesItself(submission) ? null : earlier.key(),
                earlier.id());
        Bodies.dropSmall(connection, earlier);
    }
}
