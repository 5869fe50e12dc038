package io.posthorn.email.internal.mail;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.Query;
import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.URLName;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.HeaderTerm;
import jakarta.mail.search.SearchTerm;
import jakarta.mail.search.SubjectTerm;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.pop3.POP3Store;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** An INBOX that is open for reading. */
final class Inbox implements AutoCloseable {

    private final Store store;
    private final Folder folder;

    private final FileCache cache;

    private Inbox(Store store, Folder folder, FileCache cache) {
        this.store = store;
        this.folder = folder;
        this.cache = cache;
    }

    /**
     * Logs in and opens. Only both together prove a login: a POP3 connect returns normally with a refused token, and
     * Exchange accepts an IMAP login to a mailbox that it then does not open.
     */
    static Inbox open(Session session, ConnectionSettings settings, @Nullable String user, @Nullable String secret)
            throws MessagingException {
        Inbox inbox = logIn(session, settings, user, secret);
        inbox.select();
        return inbox;
    }

    /** The first half of {@link #open}. */
    static Inbox logIn(Session session, ConnectionSettings settings, @Nullable String user, @Nullable String secret)
            throws MessagingException {
        FileCache cache = FileCache.of(settings.protocol(), session);
        Store store = store(session, settings);
        try {
            store.connect(settings.host(), settings.port(), user, secret);
            return new Inbox(store, store.getFolder("INBOX"), cache);
        } catch (MessagingException | RuntimeException e) {
            closeQuietly(store);
            cache.close();
            throw e;
        }
    }

    /** The second half; closes everything if it fails. */
    void select() throws MessagingException {
        try {
            folder.open(Folder.READ_ONLY);
        } catch (MessagingException | RuntimeException e) {
            closeQuietly(store);
            cache.close();
            throw e;
        }
    }

    /** How many mails there are. */
    int count() throws MessagingException {
        return folder.getMessageCount();
    }

    private static Store store(Session session, ConnectionSettings settings) {
        String name = settings.protocol() == Protocol.POP3 ? "pop3" : "imap";
        URLName url = new URLName(name, settings.host(), settings.port(), null, null, null);
        if (settings.protocol() == Protocol.POP3) {
            return new POP3Store(session, url);
        }
        return settings.login() instanceof Login.OAuth
                ? new GuardedImapStore(session, url)
                : new IMAPStore(session, url);
    }

    /** The mails that match, newest first. IMAP lets the server search; POP3 reads the headers. */
    List<Message> find(Query query) throws MessagingException {
        List<SearchTerm> terms = new ArrayList<>();
        if (!query.subject().isEmpty()) {
            terms.add(new SubjectTerm(query.subject()));
        }
        if (!query.sender().isEmpty()) {
            terms.add(new HeaderTerm("From", query.sender())); // Exchange's FROM search knows display names only
        }
        Message[] found =
                terms.isEmpty() ? folder.getMessages() : folder.search(new AndTerm(terms.toArray(SearchTerm[]::new)));
        List<Message> messages = new ArrayList<>(Arrays.asList(found));
        Collections.reverse(messages);
        List<Message> wanted = messages.subList(0, Math.min(query.limit(), messages.size()));
        FetchProfile headers = new FetchProfile();
        headers.add(FetchProfile.Item.ENVELOPE);
        headers.add(FetchProfile.Item.CONTENT_INFO);
        ReceivedMessage.HEADERS.forEach(headers::add);
        folder.fetch(wanted.toArray(Message[]::new), headers);
        return wanted;
    }

    /** Without expunging. A POP3 folder also removes its file cache, which its store would leave behind. */
    @Override
    public void close() {
        try {
            folder.close(false);
        } catch (MessagingException | IllegalStateException e) {
            // the server hung up first; nothing was changed that could be lost
        }
        closeQuietly(store);
        cache.close();
    }

    private static void closeQuietly(Store store) {
        try {
            store.close();
        } catch (MessagingException e) {
            // as above
        }
    }
}
