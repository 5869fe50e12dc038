package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Disposition;
import io.posthorn.email.Disposition.Action;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.Query;
import io.posthorn.email.internal.mail.wire.MailFailures;
import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of an IMAP session that is open for one receive. Nothing is asked of other folders while it is open. */
final class ImapMailbox implements OpenMailbox {

    private static final Logger log = LoggerFactory.getLogger(ImapMailbox.class);

    /** Mails whose headers are fetched in one command; no more, so that large headers fit into a small memory. */
    private static final int BATCH = 50;

    /** How many names of folders an error lists. */
    private static final int NAMES = 30;

    static final FetchProfile HEADERS = new FetchProfile();

    static {
        HEADERS.add(UIDFolder.FetchProfileItem.UID);
        HEADERS.add(FetchProfile.Item.FLAGS);
        HEADERS.add(FetchProfile.Item.SIZE);
        HEADERS.add(FetchProfile.Item.CONTENT_INFO);
        HEADERS.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
        HEADERS.add(
                IMAPFolder.FetchProfileItem.HEADERS); // not ENVELOPE, which servers make of broken headers in odd ways
    }

    private final IMAPFolder folder;
    private final ImapDisposal disposal;
    private final Disposition disposition;
    private final Deque<Message> candidates = new ArrayDeque<>();
    private MailFilter filter;
    private int wanted;

    private ImapMailbox(IMAPFolder folder, Query query) {
        this.folder = folder;
        this.disposal = new ImapDisposal(folder);
        this.disposition = query.disposition();
        this.filter = MailFilter.behindServer(query);
        this.wanted = query.limit();
    }

    /**
     * Opens the folder; not for writing, if nothing is to be written.
     *
     * @throws EmailException if a folder that the query names is not there
     */
    static ImapMailbox open(IMAPStore store, Query query) throws MessagingException {
        Disposition disposition = query.disposition();
        if (isSame(query.folder(), disposition.folder())) {
            throw new EmailException(
                    Kind.APPLICATION,
                    "",
                    "Mails of '" + query.folder() + "' cannot be moved to where they are. Give another folder.",
                    null);
        }
        if (disposition.action() == Action.MOVE
                && !store.getFolder(disposition.folder()).exists()) {
            throw missing(store, disposition.folder());
        }
        IMAPFolder folder = (IMAPFolder) store.getFolder(query.folder());
        try {
            folder.open(disposition.action() == Action.LEAVE ? Folder.READ_ONLY : Folder.READ_WRITE);
        } catch (FolderNotFoundException e) {
            throw missing(store, query.folder());
        }
        return new ImapMailbox(folder, query);
    }

    static boolean isSame(String one, String other) {
        return one.equals(other) || one.equalsIgnoreCase("INBOX") && other.equalsIgnoreCase("INBOX");
    }

    static EmailException missing(IMAPStore store, String name) throws MessagingException {
        List<String> names = Stream.of(store.getDefaultFolder().list("*"))
                .map(Folder::getFullName)
                .sorted()
                .toList();
        String there = names.stream().limit(NAMES).collect(Collectors.joining(", "));
        return new EmailException(
                Kind.APPLICATION,
                "",
                "The mailbox has no folder '" + name + "'. Give the full name of one that it has: " + there
                        + (names.size() > NAMES ? " and " + (names.size() - NAMES) + " more." : "."),
                null);
    }

    @Override
    public void find(Query query) throws MessagingException {
        ImapSearch search = ImapSearch.in(folder, query);
        List<Message> found = new ArrayList<>(search.found());
        Collections.reverse(found);
        candidates.addAll(found);
        filter = search.complete() ? MailFilter.behindServer(query) : MailFilter.all(query);
    }

    @Override
    public List<Message> next() throws MessagingException {
        List<Message> fitting = new ArrayList<>();
        while (fitting.isEmpty() && !candidates.isEmpty() && wanted > 0) {
            for (Message message : fetch()) {
                if (wanted > 0 && fits(message)) {
                    fitting.add(message);
                    wanted--;
                } else {
                    forget(message);
                }
            }
        }
        return fitting;
    }

    private List<Message> fetch() throws MessagingException {
        int size = filter.isEmpty() ? Math.min(BATCH, wanted) : BATCH;
        List<Message> batch = new ArrayList<>();
        while (batch.size() < size && !candidates.isEmpty()) {
            Message message = candidates.remove();
            if (!message.isExpunged()) {
                batch.add(message);
            }
        }
        folder.fetch(batch.toArray(Message[]::new), HEADERS);
        return batch;
    }

    /** A mail that the server found and does not show is asked for once more: by its UID, which Angus fetches then. */
    private boolean fits(Message message) throws MessagingException {
        try {
            if (!message.isExpunged() && folder.getUID(message) == -1) {
                log.warn("A mail of the folder {} was found and could not be fetched, twice; it is skipped.", name());
                return false;
            }
            return !message.isExpunged() && filter.fits(message);
        } catch (MessagingException e) {
            if (MailFailures.isConnection(e)) {
                throw e;
            }
            if (!message.isExpunged()) {
                log.warn("A mail of the folder {} cannot be read; it is skipped: {}", name(), e.getMessage());
            }
            return false;
        }
    }

    private String name() {
        return folder.getFullName();
    }

    @Override
    public void dispose(Message message) throws MessagingException {
        disposal.dispose(message, disposition);
        forget(message);
    }

    /** Headers of thousands of mails are too much for a small memory. */
    static void forget(Message message) {
        ((IMAPMessage) message).invalidateHeaders();
    }

    /** Without expunging. */
    @Override
    public void finish() throws MessagingException {
        if (folder.isOpen()) {
            folder.close(false);
        }
    }

    /** What was found, as Angus knows it: it follows the numbers when mails vanish. */
    static List<Message> messages(IMAPFolder folder, int[] numbers) throws MessagingException {
        int[] sorted = Arrays.stream(numbers).sorted().toArray();
        return List.of(folder.getMessages(sorted));
    }
}
