package io.posthorn.store.internal;

import io.posthorn.store.StoreException;
import io.posthorn.store.StoreException.Kind;

import java.sql.SQLException;
import java.util.Set;

/** What a database's refusal means, and what to do. */
final class Failures {

    /**
     * A lock that came too late, deadlocks, and rows that changed meanwhile; of PostgreSQL, then of H2. And a row that somebody
     * else has made between this one's look and its insert: the next run finds it. And a transaction that PostgreSQL has
     * ended because this process did nothing for long.
     */
    private static final Set<String> AGAIN = Set.of("40001", "40P01", "55P03", "HYT00", "90131", "23505", "25P03");

    /**
     * H2's "is closed", "object closed", "connection broken" and "closes at shutdown"; and "read-only", of H2 and of
     * PostgreSQL: H2 stays so while anybody is connected, and PostgreSQL's primary may be another server by now. And
     * PostgreSQL's "idle in transaction for too long".
     */
    private static final Set<String> LOST = Set.of("90098", "90007", "90067", "90121", "90097", "25006", "25P03");

    private final String store;

    Failures(String description) {
        this.store = "The store (" + description + ") ";
    }

    /** Whether the same work may succeed if it is run once more. */
    static boolean mayBeRetried(SQLException e) {
        return AGAIN.contains(state(e));
    }

    /** Whether no call on this connection can succeed any more. */
    static boolean isLostConnection(SQLException e) {
        return LOST.contains(state(e));
    }

    /** Whether H2 has found itself in a state that it never expects: its assertions are on, see {@link EmbeddedH2}. */
    static boolean isOfH2(AssertionError e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("org.h2.");
    }

    StoreException ofH2(AssertionError e) {
        return new StoreException(
                Kind.UNAVAILABLE,
                store
                        + "has got into a state that it does not know, as happens on a full disk. It is opened anew by the next"
                        + " call.",
                e);
    }

    StoreException of(SQLException e) {
        SQLException cause = root(e);
        return switch (state(cause)) {
            case "90020" ->
                unavailable(
                        cause,
                        "is in use by another process. Stop that one, or let both use a PostgreSQL: page Store"
                                + " (io.posthorn.store), field JDBC URL.");
            case "25006", "90097" ->
                unavailable(
                        cause,
                        "is read-only, so nothing can be written. Let the user of this process write there; for"
                                + " PostgreSQL, name the primary server in the field JDBC URL of the page Store"
                                + " (io.posthorn.store).");
            case "53100" -> full(cause);
            case "90030" ->
                unavailable(
                        cause, "is damaged. Stop this server, and put its folder back from a backup. " + said(cause));
            case "28000", "28P01" ->
                configuration(
                        cause,
                        "refuses the login. Check the fields User and Password of the page Store (io.posthorn.store). ");
            case "3D000" ->
                configuration(
                        cause,
                        "is not there. Make the database, or correct the field JDBC URL of the page Store"
                                + " (io.posthorn.store). ");
            case "42501" ->
                configuration(cause, "does not let its user do this. Grant it the right to make and use tables. ");
            default -> byClass(cause);
        };
    }

    private StoreException byClass(SQLException e) {
        if (isFull(e)) {
            return full(e);
        }
        if (state(e).startsWith("08") || state(e).startsWith("57P0")) {
            return unavailable(e, "cannot be reached. Start it, or mend the network. " + said(e));
        }
        if (Set.of("90028", "90031", "90098").contains(state(e))) {
            return unavailable(e, "cannot read or write its files. Look at the disk. " + said(e));
        }
        return unavailable(e, "has refused. " + said(e));
    }

    private StoreException full(SQLException e) {
        return unavailable(e, "has no space left on its disk, so nothing can be written. Free some. " + said(e));
    }

    private StoreException unavailable(SQLException e, String what) {
        return new StoreException(Kind.UNAVAILABLE, (store + what).strip(), e);
    }

    private StoreException configuration(SQLException e, String what) {
        return new StoreException(Kind.CONFIGURATION, store + what + said(e), e);
    }

    /** H2 wraps what the operating system says. */
    private static boolean isFull(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains("No space left") || message.contains("not enough space")) {
                return true;
            }
        }
        return false;
    }

    /** What the driver said, below what the pool said about it. */
    private static SQLException root(SQLException e) {
        return e.getCause() instanceof SQLException cause ? root(cause) : e;
    }

    /** In one line; H2 appends the whole statement. */
    private static String said(SQLException e) {
        String text = String.valueOf(e.getMessage()).replaceFirst("(?s);? SQL statement:.*", "");
        return "It said: " + text.replaceAll("\\s+", " ").strip();
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
