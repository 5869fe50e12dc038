package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.internal.mail.wire.MailFailures;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.ListInfo;

import java.util.Arrays;

/** Makes other folders of the mailbox, on the connection of one that is open. */
final class ImapFolders {

    private final IMAPFolder open;

    ImapFolders(IMAPFolder open) {
        this.open = open;
    }

    boolean exists(String name) throws MessagingException {
        return (Boolean) open.doCommand(protocol -> exists(protocol, name));
    }

    private static boolean exists(IMAPProtocol protocol, String name) throws ProtocolException {
        ListInfo[] found = protocol.list("", name);
        return found != null && Arrays.stream(found).anyMatch(info -> ImapMailbox.isSame(info.name, name));
    }

    /** Does nothing if it is there. */
    void make(String name) throws MessagingException {
        try {
            open.doCommand(protocol -> {
                if (!exists(protocol, name)) {
                    protocol.create(name);
                }
                return name;
            });
        } catch (MessagingException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            if (!exists(name)) { // another client may have been quicker
                throw new EmailException(
                        Kind.APPLICATION,
                        MailFailures.text(e),
                        "The mailbox has no folder '" + name + "', and the server does not let it be made: \""
                                + MailFailures.text(e) + "\". Make it in a mail client, or give another folder.",
                        e);
            }
        }
    }

    /** Whether the server has said NO to a command. */
    static boolean isRefusal(MessagingException e) {
        return e.getCause() instanceof CommandFailedException;
    }
}
