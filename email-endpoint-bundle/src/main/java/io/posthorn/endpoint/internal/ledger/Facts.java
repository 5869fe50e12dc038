package io.posthorn.endpoint.internal.ledger;

import io.posthorn.email.Address;
import io.posthorn.email.ReceivedEmail;

import java.util.Arrays;

/**
 * What people are told of a mail.
 *
 * @param from its sender; may be empty
 * @param subject shortened
 * @param cause why it waits or was put aside; may be empty
 */
public record Facts(String from, String subject, String cause) {

    private static final int LONGEST = 200;

    /** Of a mail that waits for nothing. */
    public static Facts of(ReceivedEmail email) {
        return new Facts(email.from().map(Address::address).orElse(""), email.subject(), "");
    }

    public Facts {
        from = line(from, LONGEST);
        subject = line(subject, LONGEST);
        cause = line(cause, 5 * LONGEST);
    }

    /** With another cause. */
    public Facts because(String other) {
        return new Facts(from, subject, other);
    }

    String text() {
        return from + "\n" + subject + "\n" + cause;
    }

    static Facts ofText(String text) {
        String[] lines = Arrays.copyOf(text.split("\n", -1), 3);
        return new Facts(String.valueOf(lines[0]), lines[1] == null ? "" : lines[1], lines[2] == null ? "" : lines[2]);
    }

    private static String line(String text, int longest) {
        String one = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return one.length() <= longest ? one : one.substring(0, longest - 1) + "…";
    }
}
