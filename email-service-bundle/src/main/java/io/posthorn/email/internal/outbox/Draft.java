package io.posthorn.email.internal.outbox;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.store.Sql;

import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A mail that is being written to the outbox. Nobody sees it before {@link #commit}. A small one is written by that alone,
 * pieces of a large one come before, with a row that keeps their place.
 */
final class Draft extends OutputStream {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    final String id = UUID.randomUUID().toString();

    private final Tables tables;
    private final Bodies bodies;
    private final String mailbox;
    private final String messageId;
    private final long most;

    private byte[] buffer = new byte[1024];
    private int filled;
    private final List<byte[]> pieces = new ArrayList<>();
    private int written;
    private long writtenOctets;

    /** @param most octets that the outbox may hold */
    Draft(Tables tables, Bodies bodies, String mailbox, String messageId, long most) {
        this.tables = tables;
        this.bodies = bodies;
        this.mailbox = mailbox;
        this.messageId = messageId;
        this.most = most;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            makeRoom(length - done);
            int some = Math.min(length - done, buffer.length - filled);
            System.arraycopy(bytes, offset + done, buffer, filled, some);
            filled += some;
            done += some;
        }
    }

    private void makeRoom(int more) {
        if (filled == Bodies.CHUNK) {
            pieces.add(buffer);
            buffer = new byte[Bodies.CHUNK];
            filled = 0;
            if (pieces.size() == Bodies.SOME) {
                writePieces();
            }
        } else if (filled == buffer.length) {
            int wanted = Math.max(filled * 2, Math.min(Bodies.CHUNK, filled + more));
            buffer = java.util.Arrays.copyOf(buffer, Math.min(Bodies.CHUNK, wanted));
        }
    }

    private void writePieces() {
        tables.transact(connection -> {
            int now = written + pieces.size();
            long octets = octets(pieces);
            if (written == 0) {
                insert(connection, octets, now);
            } else {
                keepPlace(connection, octets, now);
            }
            bodies.insert(connection, id, written + 1, pieces);
            Bodies.count(connection, octets);
            requireRoom(connection);
            return now;
        });
        written += pieces.size();
        writtenOctets += octets(pieces);
        pieces.clear();
    }

    private void insert(Connection connection, long octets, int chunks) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO outbox_mail (id, mailbox, state, message_id, octets, chunks, submitted_at, tries, cause,"
                        + " owner, attempt) VALUES (?, ?, '" + Entry.DRAFT + "', ?, ?, ?, ?, 0, '', ?, 0)",
                id,
                mailbox,
                messageId,
                octets,
                chunks,
                tables.now(),
                tables.process());
    }

    private void keepPlace(Connection connection, long octets, int chunks) throws SQLException {
        int rows = Sql.update(
                connection,
                "UPDATE outbox_mail SET octets = octets + ?, chunks = ? WHERE id = ? AND state = '" + Entry.DRAFT + "'",
                octets,
                chunks,
                id);
        if (rows == 0) {
            throw new EmailException(
                    Kind.TEMPORARY,
                    "",
                    "Writing the mail to the outbox took more than a day, so it was taken for abandoned. Submit it again.",
                    null);
        }
    }

    private static long octets(List<byte[]> pieces) {
        return pieces.stream().mapToLong(piece -> piece.length).sum();
    }

    private void requireRoom(Connection connection) throws SQLException {
        long octets = Bodies.octets(connection);
        if (octets > most) {
            throw new EmailException(
                    Kind.TEMPORARY,
                    "",
                    "The outbox is full: with this mail it would hold more than " + (most >> 20) + " MB of mail that"
                            + " waits, was refused or is in doubt, so the mail was not taken. mail:outbox shows what"
                            + " holds it up; the field Outbox Size of the page Email service (io.posthorn.email) sets"
                            + " the bound.",
                    PAUSE,
                    List.of(),
                    null);
        }
    }

    /** Makes the mail visible, in the caller's transaction. Once only the last piece is missing. */
    void commit(Connection connection, Facts facts, String key) throws SQLException {
        List<byte[]> rest = new ArrayList<>(pieces);
        if (filled > 0 || written == 0) {
            rest.add(java.util.Arrays.copyOf(buffer, filled));
        }
        long octets = octets(rest);
        int chunks = written + rest.size();
        if (written == 0) {
            insert(connection, octets, chunks);
        } else {
            keepPlace(connection, octets, chunks);
        }
        long now = tables.now();
        Sql.update(
                connection,
                "UPDATE outbox_mail SET state = '" + Entry.WAITING + "', mail_key = ?, facts = ?, submitted_at = ?,"
                        + " next_try = ?, owner = NULL WHERE id = ?",
                key.isEmpty() ? null : key,
                tables.seal(id, facts),
                now,
                now,
                id);
        bodies.insert(connection, id, written + 1, rest);
        Bodies.count(connection, octets);
        requireRoom(connection);
    }

    /** After a failure. What cannot be deleted now is swept later. */
    void abandon() {
        if (written > 0) {
            tables.transact(connection -> Sql.first(
                            connection,
                            "SELECT * FROM outbox_mail WHERE id = ? AND state = '" + Entry.DRAFT + "'",
                            Entry::of,
                            id))
                    .ifPresent(entry -> {
                        bodies.drop(entry);
                        tables.transact(connection ->
                                Sql.update(connection, "DELETE FROM outbox_mail WHERE id = ? AND chunks = 0", id));
                    });
        }
    }

    long size() {
        return writtenOctets + octets(pieces) + filled;
    }
}
