package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Disposition;
import io.posthorn.email.Disposition.Action;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.MailId;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;

import java.io.IOException;
import java.util.Date;

/** Moves mails out of a folder, into another that is made if it is missing. */
final class ImapMove {

    private final IMAPFolder folder;
    private final ImapHeads heads;
    private final ImapReading reading;
    private final ImapBacklog backlog;
    private final Elsewhere elsewhere;
    private final ImapDisposal disposal;
    private final ImapFolders folders;

    ImapMove(IMAPFolder folder, ImapHeads heads, ImapReading reading, ImapBacklog backlog, Elsewhere elsewhere) {
        this.folder = folder;
        this.heads = heads;
        this.reading = reading;
        this.backlog = backlog;
        this.elsewhere = elsewhere;
        this.disposal = new ImapDisposal(folder);
        this.folders = new ImapFolders(folder);
    }

    /** Looks for a mail in another folder. */
    @FunctionalInterface
    interface Elsewhere {
        boolean has(String folder, String messageId, String header) throws MessagingException;
    }

    void dispose(MailId id, Disposition disposition) throws MessagingException {
        long uid = Long.parseLong(id.uid());
        if (disposition.action() == Action.MOVE) {
            checkOther(disposition.folder());
        }
        try {
            disposal.dispose(uid, disposition);
        } catch (MessagingException e) {
            if (!ImapFolders.isRefusal(e)) {
                throw e;
            }
            again(id, disposition, e);
        }
    }

    /** The other folder may be missing, or the mail have gone. */
    private void again(MailId id, Disposition disposition, MessagingException refusal) throws MessagingException {
        if (!heads.isThere(id)) {
            return;
        }
        if (disposition.action() != Action.MOVE || folders.exists(disposition.folder())) {
            throw refusal;
        }
        folders.make(disposition.folder());
        disposal.dispose(Long.parseLong(id.uid()), disposition);
    }

    private void checkOther(String other) {
        if (ImapMailbox.isSame(folder.getFullName(), other)) {
            throw new EmailException(
                    Kind.APPLICATION,
                    "",
                    "Mails of '" + other + "' cannot be moved to where they are. Give another folder.",
                    null);
        }
    }

    boolean moveWithHeader(MailId id, String other, String header, String value) throws MessagingException {
        checkOther(other);
        boolean perhapsThere = backlog.isHalfMoved(id, other);
        IMAPMessage message = reading.findNow(id);
        if (message == null) {
            backlog.moveEnds(id, other);
            return false;
        }
        if (!perhapsThere || !isIn(other, message, header)) {
            message = perhapsThere ? reading.find(id) : message;
            if (message == null || !append(id, message, other, MarkedCopy.line(header, value))) {
                return false;
            }
        }
        disposal.dispose(Long.parseLong(id.uid()), Disposition.DELETE);
        backlog.moveEnds(id, other);
        return true;
    }

    private boolean isIn(String other, IMAPMessage message, String header) throws MessagingException {
        String messageId = new MailHeaders(message).first("Message-ID");
        return !messageId.isEmpty() && elsewhere.has(other, messageId, header);
    }

    /** False if the mail has gone while it was being read. */
    private boolean append(MailId id, IMAPMessage message, String other, String line) throws MessagingException {
        Flags flags = new Flags(message.getFlags());
        flags.remove(Flags.Flag.DELETED);
        Date received = message.getReceivedDate();
        try (MarkedCopy copy = MarkedCopy.of(message, line)) {
            if (copy.isMuchShorterThan(id.size())) {
                throw new MessagingException("the server shows " + copy.size() + " of its " + id.size() + " octets");
            }
            folders.make(other);
            backlog.moveBegins(id, other);
            append(other, flags, received, copy);
            return true;
        } catch (MessagingException | IOException e) {
            if (reading.isGone(id, message, e)) {
                return false;
            }
            if (e instanceof MessagingException refusal && ImapFolders.isRefusal(refusal)) {
                throw refusal;
            }
            throw reading.unreadable(id, e);
        }
    }

    private void append(String other, Flags flags, Date received, MarkedCopy copy) throws MessagingException {
        folder.doCommand(protocol -> protocol.appenduid(other, flags, received, copy));
    }
}
