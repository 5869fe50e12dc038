package io.posthorn.sandbox.internal.mail;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/** Stands before every command of an IMAP session: some come too late, too often, or to the wrong mailbox. */
final class ImapGate {
    private static final Set<String> WITHOUT_MAILBOX = Set.of("CAPABILITY", "ID", "NOOP", "LOGOUT");

    private final Wire client;
    private final MailSystem system;
    private final Admission admission;

    ImapGate(Wire client, MailSystem system, Admission admission) {
        this.client = client;
        this.system = system;
        this.admission = admission;
    }

    /** Whether the command has been answered here. */
    boolean stops(String tag, String name, String line) throws IOException {
        system.submissions().deliverDue();
        synchronized (client) {
            if (name.equals("LOGOUT")) {
                client.left();
            }
            if (!system.clock().instant().isBefore(admission.until())) {
                end(ImapSessions.TOKEN_EXPIRED);
            }
            Optional<Long> backoff = system.imapSessions().backoffMillis(admission.mailbox(), system.clock());
            if (backoff.isPresent() && !name.isEmpty()) {
                client.send(
                        tag + " NO Request is throttled. Suggested Backoff Time: " + backoff.get() + " milliseconds");
                end("* BYE Connection closed. 14");
            }
            if (refused(tag, name)) {
                client.out().flush();
                skipLiterals(line);
                return true;
            }
            return false;
        }
    }

    private boolean refused(String tag, String name) throws IOException {
        boolean connected = admission.connected() && !system.imapSessions().unreachable(admission.mailbox());
        if (!name.isEmpty() && !connected && !WITHOUT_MAILBOX.contains(name)) {
            client.send(tag + " BAD User is authenticated but not connected.");
            return true;
        }
        return system.replies().answered(client, name, tag);
    }

    private void end(String bye) throws IOException {
        client.send(bye);
        client.out().flush();
        throw new EOFException(bye);
    }

    /** Literals that need no invitation come all the same (RFC 7888). */
    private void skipLiterals(String line) throws IOException {
        Matcher literal = ImapCommand.LITERAL.matcher(line);
        while (literal.find() && !literal.group(2).isEmpty()) {
            client.in().copy(Long.parseLong(literal.group(1)), OutputStream.nullOutputStream());
            literal = ImapCommand.LITERAL.matcher(client.read());
        }
    }
}
