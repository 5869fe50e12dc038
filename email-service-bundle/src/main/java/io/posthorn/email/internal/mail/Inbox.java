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

    private Inbox(Store store, Folder folder) {
        this.store = store;
        this.folder = folder;
    }

    /**
     * Logs in and opens. Only both together prove a login: a POP3 connect returns normally with a refused token, and
     * Exchange accepts an IMAP login to a mailbox that it then does not open.
     */
    static Inbox open(Session session, ConnectionSettings settings, @Nullable String user, @Nullable String secret)
            throws MessagingException {
        Store store = store(session, settings);
        try {
            store.connect(settings.host(), settings.port(), user, secret);
            Folder folder = store.getFolder("INBOX");
            folder.open(Folder.READ_ONLY);
            return new Inbox(store, folder);
        } catch (MessagingException | RuntimeException e) {
            closeQuietly(store);
            throw e;
        }
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
        folder.fetch(wanted.toArray(Message[]::new), headers);
        return wanted;
    }

    @Override
    public void close() {
        closeQuietly(store);
    }

    /** Closes the folder with the store, without expunging. What was read stays read, however the server hangs up. */
    private static void closeQuietly(Store store) {
        try {
            store.close();
        } catch (MessagingException e) {
            // nothing was changed that could be lost
        }
    }
}
