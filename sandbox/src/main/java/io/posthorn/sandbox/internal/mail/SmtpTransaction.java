package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.User;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mail transactions of one connection (<a href="https://www.rfc-editor.org/rfc/rfc5321#section-3.3">RFC 5321, section
 * 3.3</a>; BDAT by <a href="https://www.rfc-editor.org/rfc/rfc3030">RFC 3030</a>).
 */
final class SmtpTransaction {
    private static final Pattern PATH =
            Pattern.compile("(?:MAIL FROM|RCPT TO): *<([^<>\\s]*)>(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIZE = Pattern.compile(" SIZE=(\\d{1,18})\\b.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHUNK = Pattern.compile("BDAT +(\\d{1,10})(?: +LAST)? *", Pattern.CASE_INSENSITIVE);

    private static final String NOT_ASCII = "553 5.6.7 The address is not in ASCII, and SMTPUTF8 was not asked for";

    private final Wire wire;
    private final MailSystem system;
    private @Nullable User user;
    private @Nullable String sender;
    private boolean takesUtf8;
    private final List<String> recipients = new ArrayList<>();
    private @Nullable Spool chunks;

    SmtpTransaction(Wire wire, MailSystem system) {
        this.wire = wire;
        this.system = system;
    }

    /** Addresses may be in UTF-8 (RFC 6531). */
    static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    boolean loggedIn() {
        return user != null;
    }

    void login(User loggedIn) {
        user = loggedIn;
    }

    void answer(String verb, String octets) throws IOException {
        User current = user;
        String line = utf8(octets);
        if (current == null) {
            skipChunk(verb, line);
            wire.send("530 5.7.57 Client not authenticated to send mail.");
            return;
        }
        if (!verb.equals("BDAT") && system.replies().answered(wire, verb, "")) {
            return;
        }
        switch (verb) {
            case "MAIL" -> mail(line);
            case "RCPT" -> recipient(line);
            case "DATA" -> data(current);
            default -> chunk(current, line);
        }
    }

    void reset() throws IOException {
        sender = null;
        recipients.clear();
        if (chunks != null) {
            chunks.close();
            chunks = null;
        }
    }

    private void mail(String line) throws IOException {
        Matcher path = PATH.matcher(line);
        if (sender != null) {
            wire.send("503 5.5.2 Sender already specified");
        } else if (!path.matches()) {
            wire.send("501 5.5.4 Invalid arguments");
        } else if (declaredSize(path.group(2)) > system.limits().messageSize()) {
            wire.send(Submissions.TOO_BIG);
        } else if (!isAscii(path.group(1)) && !asksForUtf8(path.group(2))) {
            wire.send(NOT_ASCII);
        } else {
            sender = path.group(1);
            takesUtf8 = asksForUtf8(path.group(2));
            wire.send("250 2.1.0 Sender OK");
        }
    }

    private boolean asksForUtf8(String parameters) {
        return system.settings().smtpUtf8()
                && List.of(parameters.toUpperCase(Locale.ROOT).split(" ")).contains("SMTPUTF8");
    }

    private static boolean isAscii(String path) {
        return path.chars().allMatch(c -> c < 128);
    }

    private static long declaredSize(String parameters) {
        Matcher size = SIZE.matcher(parameters);
        return size.find() ? Long.parseLong(size.group(1)) : 0;
    }

    private void recipient(String line) throws IOException {
        Matcher path = PATH.matcher(line);
        if (sender == null) {
            wire.send("503 5.5.2 Need mail command");
        } else if (!path.matches() || !path.group(1).contains("@")) {
            wire.send("501 5.1.3 Invalid address");
        } else if (!isAscii(path.group(1)) && !takesUtf8) {
            wire.send(NOT_ASCII);
        } else if (unknown(path.group(1).toLowerCase(Locale.ROOT))) {
            wire.send("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup");
        } else if (recipients.size() >= system.limits().recipientsPerMessage()) {
            wire.send("452 4.5.3 Too many recipients");
        } else {
            recipients.add(path.group(1));
            wire.send("250 2.1.5 Recipient OK");
        }
    }

    private boolean unknown(String address) {
        Organization organization = system.organization();
        return system.settings().rejectedRecipients().contains(address)
                || (organization.ours(address) && organization.mailbox(address).isEmpty());
    }

    private void data(User current) throws IOException {
        if (recipients.isEmpty() || chunks != null) {
            wire.send("503 5.5.2 Need rcpt command");
            return;
        }
        wire.send("354 Start mail input; end with <CRLF>.<CRLF>");
        wire.out().flush();
        try (Spool spool = system.mailboxes().spool()) {
            spool.readUntilDot(wire.in());
            wire.countFlight();
            wire.heard("(" + spool.size() + " octets of message)");
            finish(current, spool);
        }
    }

    private void chunk(User current, String line) throws IOException {
        String[] words = line.trim().split("\\s+");
        boolean last = words.length == 3 && words[2].equalsIgnoreCase("LAST");
        if (recipients.isEmpty() || !CHUNK.matcher(line).matches()) {
            skipChunk("BDAT", line);
            wire.send("503 5.5.2 Need rcpt command");
            return;
        }
        if (chunks == null) {
            chunks = system.mailboxes().spool();
        }
        chunks.read(wire.in(), Long.parseLong(words[1]));
        if (last) {
            finish(current, chunks);
        } else {
            wire.send("250 2.0.0 " + words[1] + " octets received");
        }
    }

    /** The octets of a chunk come unasked, also if it is refused. */
    private void skipChunk(String verb, String line) throws IOException {
        Matcher chunk = CHUNK.matcher(line);
        if (verb.equals("BDAT") && chunk.matches()) {
            wire.in().copy(Long.parseLong(chunk.group(1)), OutputStream.nullOutputStream());
        }
    }

    private void finish(User current, Spool spool) throws IOException {
        if (!system.replies().answered(wire, ".", "")) {
            String from = sender == null ? "" : sender;
            wire.send(system.submissions().submit(current, wire.entry(), from, recipients, spool));
        }
        reset();
    }
}
