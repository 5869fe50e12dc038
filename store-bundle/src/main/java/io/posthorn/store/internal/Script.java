package io.posthorn.store.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The statements of one SQL file. H2 commits before and after each that changes tables, so a script must be able to run
 * again after it was cut off there: tables first, each "if exists" or "if not exists", then rows, which H2 commits
 * together with the number of the script.
 *
 * @param name for messages
 * @param statements without their semicolons
 */
record Script(String name, List<String> statements) {

    private static final Pattern CHANGES_TABLES = Pattern.compile("(?is)(CREATE|ALTER|DROP|TRUNCATE)\\b.*");

    private static final Pattern CAN_RUN_AGAIN =
            Pattern.compile("(?is).*\\b(IF\\s+(NOT\\s+)?EXISTS|ALTER\\s+COLUMN)\\b.*");

    /** @throws IllegalStateException if there is none, or it could not run again */
    static Script read(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + name + " beside " + owner.getName());
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Script parse(String name, String text) {
        String code = text.replaceAll("(?m)--.*$", "");
        List<String> statements = Arrays.stream(code.split(";\\s*(?:\\R|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
        Script script = new Script(name, statements);
        script.check();
        return script;
    }

    private void check() {
        boolean rows = false;
        for (String statement : statements) {
            if (!CHANGES_TABLES.matcher(statement).matches()) {
                rows = true;
            } else if (rows || !CAN_RUN_AGAIN.matcher(statement).matches()) {
                throw new IllegalStateException(name
                        + " could not run again after a crash, because H2 commits in between."
                        + " Statements that change tables come first, with IF EXISTS or IF NOT EXISTS: " + statement);
            }
        }
    }

    void run(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }
}
