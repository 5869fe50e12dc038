package io.posthorn.sandbox.internal.mail;

import com.icegreen.greenmail.store.FolderListener;
import com.icegreen.greenmail.store.MailFolder;
import jakarta.mail.Flags;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/**
 * A client that waits for news (<a href="https://www.rfc-editor.org/rfc/rfc2177">RFC 2177</a>). GreenMail says that it
 * listens before it does, and forgets mail that comes while it tells of earlier mail; so the relay listens to the folder
 * and tells the news itself.
 */
record ImapIdle(String tag, MailFolder folder, Wire client, SeenMessages seen)
        implements FolderListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImapIdle.class);

    static ImapIdle listen(String tag, MailFolder folder, Wire client, SeenMessages seen) {
        ImapIdle idle = new ImapIdle(tag, folder, client, seen);
        folder.addListener(idle);
        return idle;
    }

    /** Tells how many messages there are, if the client knows of fewer. */
    void tellCount() {
        int present = folder.getMessageCount();
        synchronized (client) {
            if (present > seen.count()) {
                seen.exists(present);
                tell("* " + present + " EXISTS");
            }
        }
    }

    @Override
    public void added(int msn) {
        tellCount();
    }

    @Override
    public void expunged(int msn) {
        synchronized (client) {
            seen.expunged();
            tell("* " + msn + " EXPUNGE");
        }
    }

    private void tell(String line) {
        try {
            client.send(line);
            client.out().flush();
        } catch (IOException e) {
            LOG.debug("IMAP connection ended while idle", e);
        }
    }

    @Override
    public void flagsUpdated(int msn, Flags flags, @Nullable Long uid) {
        // Told with the next command.
    }

    @Override
    public void mailboxDeleted() {
        // Told with the next command.
    }

    @Override
    public void close() {
        folder.removeListener(this);
    }
}
