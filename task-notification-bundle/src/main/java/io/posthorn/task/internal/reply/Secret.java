package io.posthorn.task.internal.reply;

import io.posthorn.store.Sql;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/** What the tags are signed with. It is made once, and every server on the store finds it there. */
final class Secret {

    private static final String NAME = "tags";
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Tables tables;

    /** The store may be exchanged for another while this runs, so it is looked up each time, and opened if it is new. */
    private volatile Opened last = new Opened("", new Signature(new byte[BYTES]));

    Secret(Tables tables) {
        this.tables = tables;
    }

    /**
     * A secret that was read.
     *
     * @param sealed as the table has it
     * @param signature by it
     */
    private record Opened(String sealed, Signature signature) {}

    /** Makes the secret if there is none. */
    Signature signature(Connection connection) throws SQLException {
        Optional<String> sealed = read(connection);
        return sealed.isPresent() ? open(sealed.get()) : open(make(connection));
    }

    /** Empty if there is none: then no tag was ever issued. */
    Optional<Signature> known(Connection connection) throws SQLException {
        return read(connection).map(this::open);
    }

    private static Optional<String> read(Connection connection) throws SQLException {
        return Sql.first(
                connection, "SELECT secret FROM task_secret WHERE name = ?", row -> row.getString("secret"), NAME);
    }

    private String make(Connection connection) throws SQLException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String sealed = tables.store().seal(HexFormat.of().formatHex(bytes), Tables.SECRET, NAME);
        Sql.update(connection, "INSERT INTO task_secret (name, secret) VALUES (?, ?)", NAME, sealed);
        return sealed;
    }

    private Signature open(String sealed) {
        Opened known = last;
        if (!known.sealed().equals(sealed)) {
            String secret = tables.store().unseal(sealed, Tables.SECRET, NAME);
            known = new Opened(sealed, new Signature(HexFormat.of().parseHex(secret)));
            last = known;
        }
        return known.signature();
    }
}
