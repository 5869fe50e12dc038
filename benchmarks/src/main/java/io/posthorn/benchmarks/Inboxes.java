package io.posthorn.benchmarks;

import io.posthorn.sandbox.MailConnection;
import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mailboxes of a {@link MailServer} that are watched, what is delivered to them, and what is asked about them. */
final class Inboxes {

    private static final Pattern COMMAND = Pattern.compile("IMAP C: \\S+ (?:UID )?([A-Za-z]+)(?: .*)?");

    private final Sandbox sandbox;
    private final AtomicInteger taken = new AtomicInteger();

    Inboxes(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    static void addUsers(Sandbox.Builder builder, int count) {
        for (int number = 1; number <= count; number++) {
            builder.user("inbox" + number);
        }
    }

    /** @return address, access token and refresh token of one that was not asked for before */
    String next() {
        User user = sandbox.user("inbox" + taken.incrementAndGet());
        return user.address() + " " + sandbox.newAccessToken(user, MailServer.TOKEN_LIFE) + " "
                + sandbox.newRefreshToken(user);
    }

    /** @param words deliver, address, first number, how many, octets of each */
    String deliver(String... words) {
        User user = sandbox.user(words[1].substring(0, words[1].indexOf('@')));
        long first = Long.parseLong(words[2]);
        NumberedMail mail = new NumberedMail(sandbox.user("bob").address(), user.address(), Integer.parseInt(words[4]));
        for (long number = first; number < first + Integer.parseInt(words[3]); number++) {
            sandbox.deliver(user, mail.octets(number));
        }
        return words[3];
    }

    String commands() {
        Map<String, Long> counts = new TreeMap<>();
        for (String line : sandbox.dialogue()) {
            Matcher command = COMMAND.matcher(line);
            if (command.matches()) {
                counts.merge(command.group(1).toUpperCase(java.util.Locale.ROOT), 1L, Long::sum);
            }
        }
        return new Commands(counts).toString();
    }

    String open() {
        return String.valueOf(sandbox.exchange().connections().stream()
                .filter(connection -> connection.protocol() == Protocol.IMAP)
                .filter(MailConnection::open)
                .count());
    }
}
