package io.posthorn.store;

import java.util.List;
import java.util.Objects;

/**
 * The tables of one bundle. They are made and changed by SQL scripts that H2 and PostgreSQL both understand: resources
 * {@code NAME-001.sql}, {@code NAME-002.sql} and so on beside the owner class. Those that a database has not seen are run in
 * their order, in one transaction.
 *
 * <p>H2 commits before and after each statement that changes tables. So that a script which was cut off can run again, such
 * statements come first in it, with {@code IF EXISTS} or {@code IF NOT EXISTS}, and those that change rows after them; a
 * script that breaks this rule is not run. Statements end with a semicolon at the end of a line.
 *
 * @param name lower-case letters; unique among the bundles, and the beginning of its tables' names
 * @param owner finds the scripts
 * @param version number of the newest script, 1 or more
 * @param sealed the columns that hold sealed values, so that a change of the encryption key reaches them
 */
public record Schema(String name, Class<?> owner, int version, List<SealedColumn> sealed) {

    public Schema {
        Objects.requireNonNull(owner, "owner");
        sealed = List.copyOf(sealed);
        if (!name.matches("[a-z]+") || version < 1) {
            throw new IllegalArgumentException("Schema " + name + ", version " + version);
        }
    }
}
