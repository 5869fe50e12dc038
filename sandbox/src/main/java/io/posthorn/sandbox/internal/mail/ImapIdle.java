package io.posthorn.sandbox.internal.mail;

import com.icegreen.greenmail.store.FolderListener;
import com.icegreen.greenmail.store.MailFolder;
import jakarta.mail.Flags;
import org.jspecify.annotations.Nullable;

/**
 * A client that waits for news (<a href="https://www.rfc-editor.org/rfc/rfc2177">RFC 2177</a>). GreenMail's IDLE says
 * that it listens before it does, and keeps what happened before to itself; so the relay listens to the folder and lets
 * GreenMail tell its news in answer to a NOOP.
 */
record ImapIdle(String tag, MailFolder folder, Runnable news) implements FolderListener, AutoCloseable {
    static ImapIdle start(String tag, MailFolder folder, Runnable news) {
        ImapIdle idle = new ImapIdle(tag, folder, news);
        folder.addListener(idle);
        return idle;
    }

    @Override
    public void added(int msn) {
        news.run();
    }

    @Override
    public void expunged(int msn) {
        news.run();
    }

    @Override
    public void flagsUpdated(int msn, Flags flags, @Nullable Long uid) {
        news.run();
    }

    @Override
    public void mailboxDeleted() {
        news.run();
    }

    @Override
    public void close() {
        folder.removeListener(this);
    }
}
