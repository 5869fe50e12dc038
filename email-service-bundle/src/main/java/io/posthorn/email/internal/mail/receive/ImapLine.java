package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Disposition;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.MailId;
import io.posthorn.email.ReceivedEmail;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.ReadOnlyFolderException;
import jakarta.mail.Store;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.HeaderTerm;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** A folder that is selected on an IMAP connection of its own. Ids of another UIDVALIDITY name nothing in it. */
final class ImapLine implements FolderLine {

    /** The folder is selected anew then, so that Angus forgets the messages that it has made. */
    private static final int MOST_SEEN = 2_000;

    private final FolderWay way;
    private final IMAPStore store;
    private final IMAPFolder folder;
    private final ImapNews news;
    private final Instant end;
    private final ScheduledExecutorService timer;
    private final ImapBacklog backlog;
    private final ImapHeads heads;
    private final ImapReading reading;
    private final ImapMove moves;
    private long validity;
    private boolean fresh = true;

    private ImapLine(
            FolderWay way,
            IMAPStore store,
            ImapNews news,
            Instant end,
            IMAPFolder folder,
            ScheduledExecutorService timer,
            ImapBacklog backlog) {
        this.way = way;
        this.store = store;
        this.folder = folder;
        this.news = news;
        this.end = end;
        this.timer = timer;
        this.backlog = backlog;
        this.heads = new ImapHeads(folder, backlog);
        this.reading = new ImapReading(way, folder, heads, this::reselect);
        this.moves = new ImapMove(folder, heads, reading, backlog, this::copyIsIn);
    }

    static ImapLine open(
            FolderWay way,
            IMAPStore store,
            ImapNews news,
            Instant end,
            String name,
            ScheduledExecutorService timer,
            ImapBacklog backlog)
            throws MessagingException {
        IMAPFolder folder = (IMAPFolder) store.getFolder(name);
        ImapLine line = new ImapLine(way, store, news, end, folder, timer, backlog);
        line.select();
        return line;
    }

    /** Only this proves access: Exchange accepts a login to a mailbox that it then does not open. */
    private void select() throws MessagingException {
        news.forget();
        try {
            folder.open(Folder.READ_WRITE);
        } catch (FolderNotFoundException e) {
            throw ImapMailbox.missing(store, folder.getFullName());
        } catch (ReadOnlyFolderException e) {
            throw new EmailException(
                    Kind.APPLICATION,
                    "",
                    "The folder '" + folder.getFullName() + "' on the " + way.settings.server()
                            + " can only be read by this login. Have the mailbox's owner grant full access.",
                    e);
        }
        validity = folder.getUIDValidity();
        heads.reset();
    }

    /** Looks into another folder for a mail with this header, and comes back. */
    private boolean copyIsIn(String other, String messageId, String header) throws MessagingException {
        folder.close(false);
        Folder elsewhere = store.getFolder(other);
        try {
            elsewhere.open(Folder.READ_ONLY);
            HeaderTerm same = new HeaderTerm("Message-ID", messageId);
            boolean found = elsewhere.search(new AndTerm(same, new HeaderTerm(header, ""))).length > 0;
            elsewhere.close(false);
            return found;
        } catch (FolderNotFoundException e) {
            return false;
        } finally {
            select();
        }
    }

    @Override
    public Instant end() {
        return end;
    }

    @Override
    public boolean isOpen() {
        return folder.isOpen();
    }

    @Override
    public void prove() throws MessagingException {
        if (!fresh) {
            heads.hearWhatIsGone();
        }
        fresh = false;
    }

    @Override
    public boolean showsNew() {
        return true;
    }

    @Override
    public List<MailId> list() throws MessagingException {
        prove(); // the server tells of new mail only when it is spoken to
        List<MailId> all = new ImapListing(folder, news, validity).list();
        backlog.listed(all);
        return all;
    }

    @Override
    public Optional<ReceivedEmail> head(MailId id) throws MessagingException {
        return isOurs(id) ? reading.head(id) : Optional.empty();
    }

    @Override
    public boolean read(MailId id, EmailHandler handler) throws MessagingException {
        return isOurs(id) && reading.read(id, handler);
    }

    @Override
    public void dispose(MailId id, Disposition disposition) throws MessagingException {
        if (isOurs(id)) {
            moves.dispose(id, disposition);
            heads.forget(id);
        }
    }

    @Override
    public boolean moveWithHeader(MailId id, String folder, String header, String value) throws MessagingException {
        return isOurs(id) && moves.moveWithHeader(id, folder, header, value);
    }

    /** Angus keeps each message that it has made, until its folder is closed. */
    private boolean isOurs(MailId id) throws MessagingException {
        if (heads.seen() > MOST_SEEN && !heads.has(id)) {
            reselect();
        }
        return id.validity() == validity && ImapHeads.isNumber(id.uid());
    }

    private void reselect() throws MessagingException {
        folder.close(false);
        select();
    }

    @Override
    public boolean outlivesSettling() {
        return true;
    }

    @Override
    public void settle() {
        // everything stands at once
    }

    @Override
    public boolean canAwait() throws MessagingException {
        return (Boolean) folder.doCommand(protocol -> protocol.hasCapability("IDLE"));
    }

    /** NOOP brings the news that a server may keep for the next command, and IDLE may not be one to it. */
    @Override
    public boolean await(Duration longest, Bell bell) throws MessagingException {
        if (bell.hasRung()) {
            return false;
        }
        if (!news.any()) {
            heads.hearWhatIsGone();
        }
        return news.any() || new ImapIdle(folder, news, timer, bell).await(longest);
    }

    @Override
    public void close() {
        try {
            folder.close(false);
        } catch (MessagingException | IllegalStateException e) {
            // the server hung up first
        }
        closeQuietly(store);
    }

    static void closeQuietly(Store store) {
        try {
            store.close();
        } catch (MessagingException | RuntimeException e) {
            // as above
        }
    }
}
