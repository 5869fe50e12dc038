package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Disposition.Action;
import io.posthorn.email.Query;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.eclipse.angus.mail.pop3.POP3Message;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The INBOX of a POP3 server, open for one receive. Headers are read one by one (TOP); mails are deleted when the
 * connection ends (RFC 1939, section 6), and whether they were is asked on another one, since Angus hides the answer.
 */
final class Pop3Mailbox implements OpenMailbox, AutoCloseable {

    private final Inbox inbox;
    private final POP3Folder folder;
    private final Action action;
    private final Set<String> deleted = new HashSet<>();
    private MailFilter filter;
    private int wanted;
    private int next;

    Pop3Mailbox(Inbox inbox, Query query) {
        this.inbox = inbox;
        this.folder = (POP3Folder) inbox.folder();
        this.action = query.disposition().action();
        this.filter = MailFilter.all(query);
        this.wanted = query.limit();
    }

    @Override
    public void find(Query query) throws MessagingException {
        filter = MailFilter.all(query);
        next = folder.getMessageCount();
        if (action == Action.DELETE && next > 0) {
            FetchProfile names = new FetchProfile();
            names.add(UIDFolder.FetchProfileItem.UID);
            folder.fetch(new Message[0], names);
        }
    }

    @Override
    public List<Message> next() throws MessagingException {
        while (next > 0 && wanted > 0) {
            Message message = folder.getMessage(next--);
            if (filter.isEmpty() || filter.fits(message)) {
                wanted--;
                return List.of(message);
            }
        }
        return List.of();
    }

    @Override
    public void dispose(Message message) throws MessagingException {
        if (action == Action.DELETE) {
            message.setFlag(Flags.Flag.DELETED, true);
            deleted.add(String.valueOf(folder.getUID(message)));
        }
        ((POP3Message) message).invalidate(true); // what was read, from memory and from the file
    }

    /** Whether the connection has not ended. */
    boolean isOpen() {
        return folder.isOpen();
    }

    /** Which mails go when the connection ends. */
    Set<String> deleted() {
        return deleted;
    }

    /** Sends DELE for each mail, and QUIT. */
    @Override
    public void finish() throws MessagingException {
        inbox.end(action == Action.DELETE);
    }

    /** Which of these mails are still there. */
    static Set<String> stillThere(Inbox inbox, Set<String> names) throws MessagingException {
        POP3Folder folder = (POP3Folder) inbox.folder();
        FetchProfile all = new FetchProfile();
        all.add(UIDFolder.FetchProfileItem.UID);
        folder.fetch(new Message[0], all);
        Set<String> there = new HashSet<>();
        for (Message message : folder.getMessages()) {
            there.add(String.valueOf(folder.getUID(message)));
        }
        there.retainAll(names);
        return there;
    }

    @Override
    public void close() {
        inbox.close();
    }
}
