package io.posthorn.benchmarks;

import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.MailConnection;
import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sandbox in a JVM of its own, so that a sender does not share its heap and its compiler with the server. It says where
 * it is, answers the questions of {@link MailServerProcess}, one a line, and ends with its input.
 */
final class MailServer {

    /** Ends what it says of itself. */
    static final String READY = "ready";

    /** Mailboxes have no limits. */
    static final String FREE = "free";

    /** Exchange's limits; an excess is refused. */
    static final String LIMITED = "limited";

    static final Duration TOKEN_LIFE = Duration.ofDays(10);
    private static final Pattern SUBJECT = Pattern.compile("^Subject: (.*)$", Pattern.MULTILINE);

    private final Sandbox sandbox;
    private final User alice;
    private final Inboxes inboxes;

    private MailServer(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.inboxes = new Inboxes(sandbox);
        this.alice = sandbox.user("alice");
    }

    /** @param arguments {@link #FREE} or {@link #LIMITED}; when its clock read what all do; how fast that runs; more users */
    public static void main(String[] arguments) throws IOException {
        ScaledClock clock = new ScaledClock(Instant.parse(arguments[1]), Integer.parseInt(arguments[2]));
        Sandbox.Builder builder = Sandbox.builder().clock(clock).accessTokenLife(TOKEN_LIFE);
        Inboxes.addUsers(builder, Integer.parseInt(arguments[3]));
        try (Sandbox sandbox = builder.start()) {
            MailServer server = new MailServer(sandbox);
            server.limit(arguments[0]);
            server.introduce(System.out);
            server.answer(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.out);
        }
        System.exit(0);
    }

    private void limit(String limits) {
        sandbox.exchange().keepSentItems(false);
        if (limits.equals(LIMITED)) {
            sandbox.exchange().limits().refuseExcess(true);
        } else {
            int none = Integer.MAX_VALUE;
            sandbox.exchange()
                    .limits()
                    .connections(none)
                    .messagesPerMinute(none)
                    .recipientsPerDay(none);
        }
    }

    private void introduce(PrintStream out) {
        out.println("host=" + sandbox.host());
        out.println("smtp.port=" + sandbox.smtpPort());
        out.println("imap.port=" + sandbox.imapPort());
        out.println("authority=" + sandbox.authority());
        out.println("tenant.id=" + sandbox.tenantId());
        out.println("client.id=" + sandbox.clientId());
        out.println("client.secret=" + sandbox.clientSecret());
        out.println("ca.file=" + sandbox.caFile());
        out.println("user=" + alice.address());
        out.println("inside=" + sandbox.user("bob").address());
        out.println("access.token=" + sandbox.newAccessToken(alice, TOKEN_LIFE));
        out.println("refresh.token=" + sandbox.newRefreshToken(alice));
        out.println(READY);
        out.flush();
    }

    private void answer(BufferedReader questions, PrintStream out) throws IOException {
        String question = questions.readLine();
        while (question != null) {
            String[] words = question.split(" ");
            out.println(
                    switch (words[0]) {
                        case "behind" -> behind(Duration.ofNanos(Long.parseLong(words[1])));
                        case "counts" -> counts();
                        case "inbox" -> inboxes.next();
                        case "deliver" -> inboxes.deliver(words);
                        case "commands" -> inboxes.commands();
                        case "open" -> inboxes.open();
                        default -> arrived();
                    });
            out.flush();
            question = questions.readLine();
        }
    }

    /** A port from which a round trip takes so long. TLS goes through, so that the work is the same but for the wait. */
    private String behind(Duration roundTrip) {
        FaultProxy proxy = sandbox.proxy(Protocol.SMTP).passTls(true).latency(roundTrip.dividedBy(2));
        return String.valueOf(proxy.port());
    }

    /** Mails accepted, replies 432, round trips, connections. */
    private String counts() {
        List<String> lines = sandbox.dialogue();
        long noops = lines.stream().filter("SMTP C: NOOP"::equals).count();
        long accepted = lines.stream().filter("SMTP S: 250 2.0.0 OK"::equals).count() - noops;
        long tooFast =
                lines.stream().filter(line -> line.startsWith("SMTP S: 432 ")).count();
        List<MailConnection> connections = sandbox.exchange().connections();
        long flights = connections.stream().mapToLong(MailConnection::flights).sum();
        return accepted + " " + tooFast + " " + flights + " " + connections.size();
    }

    /** Mails in bob's INBOX, and how many of them are different ones. */
    private String arrived() {
        List<byte[]> messages = sandbox.messages(sandbox.user("bob"));
        Set<String> subjects = messages.stream().map(MailServer::subject).collect(Collectors.toSet());
        return messages.size() + " " + subjects.size();
    }

    private static String subject(byte[] message) {
        Matcher subject = SUBJECT.matcher(new String(message, StandardCharsets.ISO_8859_1));
        return subject.find() ? subject.group(1).strip() : "";
    }
}
