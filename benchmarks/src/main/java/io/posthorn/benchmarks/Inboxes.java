package io.posthorn.benchmarks;

import io.posthorn.sandbox.MailConnection;
import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mailboxes of a {@link MailServer} that are watched, what is delivered to them, and what is asked about them. */
final class Inboxes {

    private static final Pattern COMMAND = Pattern.compile("IMAP C: \\S+ (?:UID )?([A-Za-z]+)(?: .*)?");

    private static final String LINE = "A".repeat(76) + "\r\n";

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
        String body = body(Integer.parseInt(words[4]));
        for (long number = first; number < first + Integer.parseInt(words[3]); number++) {
            sandbox.deliver(user, mail(user, number, body));
        }
        return words[3];
    }

    /** Lines of Base64, as of an attachment; a Base64 line and its end are 78 octets. */
    private static String body(int octets) {
        return "--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
                + "--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment; filename=\"data.bin\"\r\n\r\n"
                + LINE.repeat(Math.max(1, octets / LINE.length())) + "--b--\r\n";
    }

    /** Its subject tells when it was on its way, by a clock that is the same in all JVMs of a machine. */
    private byte[] mail(User to, long number, String body) {
        String from = sandbox.user("bob").address();
        String head = "From: " + from + "\r\nTo: " + to.address() + "\r\nMessage-ID: <" + number + "@contoso.test>\r\n"
                + "Date: Thu, 26 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/mixed; boundary=b\r\n";
        byte[] rest = body.getBytes(StandardCharsets.ISO_8859_1);
        Instant now = InstantSource.system().instant();
        byte[] first = (head + "Subject: Benchmark " + number + " " + ChronoUnit.MICROS.between(Instant.EPOCH, now)
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[first.length + rest.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
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
