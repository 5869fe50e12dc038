package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Disposition;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.MailFolder;
import io.posthorn.email.MailId;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import io.posthorn.email.internal.mail.wire.MailFailures;
import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * A folder with one connection at a time: opened by the first call, given up for a new one before its token ends, and
 * dropped when a call has found it dead, so that the next call opens another.
 */
final class WatchedFolder implements MailFolder {

    private final FolderLine.Opening opening;
    private final InstantSource clock;
    private final Consumer<WatchedFolder> whenClosed;
    private final Bell bell = new Bell();
    private volatile @Nullable FolderLine line;
    private int callers;
    private @Nullable EmailException closed;

    WatchedFolder(FolderLine.Opening opening, InstantSource clock, Consumer<WatchedFolder> whenClosed) {
        this.opening = opening;
        this.clock = clock;
        this.whenClosed = whenClosed;
    }

    /** A call on a connection. */
    @FunctionalInterface
    private interface Work<T> {
        T run(FolderLine line) throws MessagingException;
    }

    @Override
    public void check() {
        call(open -> {
            open.prove();
            return open;
        });
    }

    @Override
    public List<MailId> list() {
        FolderLine open = line;
        if (open != null && !open.showsNew()) {
            settle();
        }
        return call(FolderLine::list);
    }

    @Override
    public Optional<ReceivedEmail> head(MailId id) {
        return call(open -> open.head(id));
    }

    @Override
    public boolean read(MailId id, EmailHandler handler) {
        return call(open -> open.read(id, handler));
    }

    @Override
    public void dispose(MailId id, Disposition disposition) {
        call(open -> {
            open.dispose(id, disposition);
            return open;
        });
    }

    @Override
    public boolean moveWithHeader(MailId id, String folder, String header, String value) {
        return call(open -> open.moveWithHeader(id, folder, header, value));
    }

    @Override
    public void settle() {
        if (line == null) {
            return;
        }
        call(open -> {
            if (!open.outlivesSettling()) {
                line = null;
            }
            open.settle();
            return open;
        });
    }

    @Override
    public boolean canAwait() {
        return call(FolderLine::canAwait);
    }

    @Override
    public boolean await(Duration longest) {
        return call(open -> {
            Duration left = Duration.between(clock.instant(), open.end());
            return open.await(left.compareTo(longest) < 0 ? left : longest, bell);
        });
    }

    @Override
    public void wake() {
        bell.ring();
    }

    private <T> T call(Work<T> work) {
        boolean outermost = begin();
        try {
            return MailClassLoader.call(() -> {
                FolderLine open = outermost ? renewed() : line;
                return run(open == null ? open() : open, work);
            });
        } catch (EmailException e) {
            throw ofClosed(e);
        } catch (RejectedExecutionException e) { // the timer has ended
            throw Departure.stopped();
        } finally {
            end();
        }
    }

    /** The connection there is, if its token is good for longer than a call. */
    private @Nullable FolderLine renewed() {
        FolderLine old = line;
        if (old == null || clock.instant().isBefore(old.end())) {
            return old;
        }
        line = null;
        old.close();
        return null;
    }

    private FolderLine open() {
        try {
            FolderLine opened = opening.open();
            line = opened;
            return opened;
        } catch (MessagingException e) {
            throw opening.failures().of(e);
        }
    }

    private <T> T run(FolderLine open, Work<T> work) {
        try {
            return work.run(open);
        } catch (MessagingException e) {
            MailFailures failures = opening.failures();
            if (MailFailures.isConnection(e) || failures.isThrottled(e) || !open.isOpen()) {
                line = null;
                open.close();
            }
            throw failures.of(e);
        }
    }

    private synchronized boolean begin() {
        if (closed != null) {
            throw new EmailException(closed.kind(), "", String.valueOf(closed.getMessage()), null);
        }
        return callers++ == 0;
    }

    private void end() {
        FolderLine left;
        synchronized (this) {
            if (--callers > 0 || closed == null) {
                return;
            }
            left = line;
            line = null;
        }
        sayGoodbye(left);
    }

    /** What a cut connection says is not what has happened. */
    private synchronized EmailException ofClosed(EmailException e) {
        if (closed == null || e.kind() != Kind.TEMPORARY) {
            return e;
        }
        return new EmailException(closed.kind(), "", String.valueOf(closed.getMessage()), e);
    }

    @Override
    public void close() {
        close(
                new EmailException(
                        Kind.APPLICATION, "", "The folder has been closed. Open it again to work with it.", null),
                false);
    }

    /** Ends the connection without a word, since the service stops. */
    void abandon(EmailException why) {
        close(why, true);
    }

    private void close(EmailException why, boolean cut) {
        FolderLine left = null;
        synchronized (this) {
            if (closed != null) {
                return;
            }
            closed = why;
            if (callers == 0) {
                left = line;
                line = null;
            } else {
                cut = true;
            }
        }
        if (cut) {
            opening.cut();
        }
        sayGoodbye(left);
        whenClosed.accept(this);
    }

    private static void sayGoodbye(@Nullable FolderLine left) {
        if (left != null) {
            MailClassLoader.call(() -> {
                left.close();
                return left;
            });
        }
    }
}
