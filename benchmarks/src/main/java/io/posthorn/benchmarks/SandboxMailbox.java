package io.posthorn.benchmarks;

import java.util.Map;

/** In the sandbox, whose IMAP server takes time for each command that grows with the square of a mailbox's mails. */
final class SandboxMailbox implements FullMailbox {

    private final MailServerProcess server = MailServerProcess.watched(1);
    private final String inbox = server.newInbox();

    @Override
    public Map<String, String> server() {
        return server.details();
    }

    @Override
    public String inbox() {
        return inbox;
    }

    @Override
    public void fill(int mails, int octets) {
        server.deliver(inbox.substring(0, inbox.indexOf(' ')), 1, mails, octets);
    }

    @Override
    public String commandsPerMail(long mails) {
        return server.commands().perMail(mails);
    }

    @Override
    public void close() {
        server.close();
    }
}
