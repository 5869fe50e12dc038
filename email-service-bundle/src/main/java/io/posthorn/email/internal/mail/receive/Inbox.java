package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.internal.mail.wire.GuardedImapStore;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.URLName;
import org.eclipse.angus.mail.pop3.POP3Store;
import org.jspecify.annotations.Nullable;

/** An INBOX that is open for reading. */
public final class Inbox implements AutoCloseable {

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
    public static Inbox open(
            Session session, ConnectionSettings settings, @Nullable String user, @Nullable String secret)
            throws MessagingException {
        return open(session, settings, user, secret, Folder.READ_ONLY);
    }

    /** As {@link #open(Session, ConnectionSettings, String, String)}, for reading alone or for writing too. */
    public static Inbox open(
            Session session, ConnectionSettings settings, @Nullable String user, @Nullable String secret, int mode)
            throws MessagingException {
        Inbox inbox = logIn(session, settings, user, secret);
        inbox.select(mode);
        return inbox;
    }

    /** The first half of {@link #open}. */
    public static Inbox logIn(
            Session session, ConnectionSettings settings, @Nullable String user, @Nullable String secret)
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
    public void select() throws MessagingException {
        select(Folder.READ_ONLY);
    }

    private void select(int mode) throws MessagingException {
        try {
            folder.open(mode);
        } catch (MessagingException | RuntimeException e) {
            closeQuietly(store);
            cache.close();
            throw e;
        }
    }

    /** How many mails there are. */
    public int count() throws MessagingException {
        return folder.getMessageCount();
    }

    public static Store store(Session session, ConnectionSettings settings) {
        String name = settings.protocol() == Protocol.POP3 ? "pop3" : "imap";
        URLName url = new URLName(name, settings.host(), settings.port(), null, null, null);
        if (settings.protocol() == Protocol.POP3) {
            return new POP3Store(session, url);
        }
        return new GuardedImapStore(session, url, settings.login() instanceof Login.OAuth);
    }

    /** The INBOX itself. */
    public Folder folder() {
        return folder;
    }

    /** Ends the connection, so that what was done stands. */
    public void end(boolean expunge) throws MessagingException {
        try {
            folder.close(expunge);
        } finally {
            close();
        }
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
