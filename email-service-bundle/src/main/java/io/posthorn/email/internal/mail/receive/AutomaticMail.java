package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Address;
import io.posthorn.email.ReceivedEmail;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells what programs have written (RFC 3834): out-of-office notes, delivery reports (RFC 3464), lists, and what Posthorn
 * itself has sent. {@code X-Auto-Response-Suppress} says nothing of this: gateways add it to people's mail, too.
 */
public final class AutomaticMail {

    private static final List<String> HEADERS =
            List.of("X-Autoreply", "X-Autorespond", "X-Autoreply-From", "X-Failed-Recipients", "List-Id");

    private static final Set<String> PRECEDENCES = Set.of("bulk", "junk", "list", "auto_reply");

    private static final Set<String> DAEMONS = Set.of("mailer-daemon", "postmaster");

    private AutomaticMail() {}

    public static boolean is(ReceivedEmail email) {
        return HEADERS.stream().anyMatch(name -> !email.header(name).isEmpty())
                || email.header("Auto-Submitted").stream()
                        .anyMatch(value -> !word(value).equals("no"))
                || email.header("Precedence").stream().anyMatch(value -> PRECEDENCES.contains(word(value)))
                || isReport(email);
    }

    private static boolean isReport(ReceivedEmail email) {
        return email.header("Return-Path").stream()
                        .anyMatch(path -> path.strip().equals("<>"))
                || email.header("Content-Type").stream()
                        .anyMatch(type -> word(type).equals("multipart/report"))
                || email.from().filter(AutomaticMail::isDaemon).isPresent();
    }

    private static boolean isDaemon(Address from) {
        String address = from.address();
        return DAEMONS.contains(address.substring(0, address.lastIndexOf('@')).toLowerCase(Locale.ROOT));
    }

    /** Without parameters and comments. */
    private static String word(String value) {
        return value.strip().split("[\\s;(]", 2)[0].toLowerCase(Locale.ROOT);
    }
}
