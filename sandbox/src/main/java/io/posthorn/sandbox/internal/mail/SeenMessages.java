package io.posthorn.sandbox.internal.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many messages an IMAP client believes its folder to hold, by the lines it was told. Guarded by the client's
 * connection.
 */
final class SeenMessages {
    private static final Pattern EXISTS = Pattern.compile("\\* (\\d+) EXISTS");
    private static final Pattern EXPUNGE = Pattern.compile("\\* \\d+ EXPUNGE");

    private int count;
    private int toldWhileIdle;

    int count() {
        return count;
    }

    /** The client was told of a new number by the relay. */
    void exists(int number) {
        count = number;
    }

    /** The client was told by the relay that a message has gone; GreenMail will say so once more. */
    void expunged() {
        count--;
        toldWhileIdle++;
    }

    /** Takes note of a line of GreenMail; true if the client has heard it while it was idle. */
    boolean isKnown(String line) {
        Matcher exists = EXISTS.matcher(line);
        if (exists.matches()) {
            count = Integer.parseInt(exists.group(1));
        } else if (EXPUNGE.matcher(line).matches()) {
            if (toldWhileIdle > 0) {
                toldWhileIdle--;
                return true;
            }
            count--;
        }
        return false;
    }
}
