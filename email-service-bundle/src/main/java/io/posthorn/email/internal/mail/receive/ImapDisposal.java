package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Disposition;
import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.search.FlagTerm;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does with one mail at a time what somebody wants, by its UID, which no other client can make mean another mail. A mail
 * that another client has moved meanwhile is let go.
 */
final class ImapDisposal {

    private static final Logger log = LoggerFactory.getLogger(ImapDisposal.class);

    private final IMAPFolder folder;

    ImapDisposal(IMAPFolder folder) {
        this.folder = folder;
    }

    void dispose(Message message, Disposition disposition) throws MessagingException {
        if (disposition.action() != Disposition.Action.LEAVE && !message.isExpunged()) {
            dispose(folder.getUID(message), disposition);
        }
    }

    void dispose(long uid, Disposition disposition) throws MessagingException {
        folder.doCommand(protocol -> {
            switch (disposition.action()) {
                case LEAVE -> {}
                case MARK_READ -> run(protocol, "UID STORE " + uid + " +FLAGS.SILENT (\\Seen)");
                case MOVE -> move(protocol, uid, disposition.folder());
                case DELETE -> delete(protocol, uid);
            }
            return uid;
        });
    }

    private void move(IMAPProtocol protocol, long uid, String target) throws ProtocolException {
        if (protocol.hasCapability("MOVE")) { // RFC 6851
            runWithFolder(protocol, "UID MOVE " + uid, target);
        } else {
            runWithFolder(protocol, "UID COPY " + uid, target);
            delete(protocol, uid);
        }
    }

    /** A plain EXPUNGE would also take what other clients have marked, and is used only where nothing else is marked. */
    private void delete(IMAPProtocol protocol, long uid) throws ProtocolException {
        run(protocol, "UID STORE " + uid + " +FLAGS.SILENT (\\Deleted)");
        if (protocol.hasCapability("UIDPLUS")) { // RFC 4315
            run(protocol, "UID EXPUNGE " + uid);
        } else if (marked(protocol) <= 1) {
            run(protocol, "EXPUNGE");
        } else {
            log.info(
                    "The mail with UID {} in {} is marked as deleted and not removed: the server has no UIDPLUS, and"
                            + " other mails are marked besides.",
                    uid,
                    folder.getFullName());
        }
    }

    private static int marked(IMAPProtocol protocol) throws ProtocolException {
        try {
            return protocol.search(new FlagTerm(new Flags(Flags.Flag.DELETED), true)).length;
        } catch (MessagingException e) {
            throw new ProtocolException("SEARCH DELETED: " + e.getMessage(), e);
        }
    }

    private static void runWithFolder(IMAPProtocol protocol, String command, String folder) throws ProtocolException {
        Argument target = new Argument();
        target.writeString(BASE64MailboxEncoder.encode(folder));
        protocol.simpleCommand(command, target);
    }

    private static void run(IMAPProtocol protocol, String command) throws ProtocolException {
        protocol.simpleCommand(command, null);
    }
}
