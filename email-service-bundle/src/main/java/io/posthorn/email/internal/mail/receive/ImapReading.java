package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.MailId;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import io.posthorn.email.internal.mail.wire.MailFailures;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Optional;

/** Reads mails of a folder. One that another client has taken away is gone, and no failure. */
final class ImapReading {

    private final FolderWay way;
    private final IMAPFolder folder;
    private final ImapHeads heads;
    private final Anew anew;

    ImapReading(FolderWay way, IMAPFolder folder, ImapHeads heads, Anew anew) {
        this.way = way;
        this.folder = folder;
        this.heads = heads;
        this.anew = anew;
    }

    /** Selects the folder anew. */
    @FunctionalInterface
    interface Anew {
        void select() throws MessagingException;
    }

    Optional<ReceivedEmail> head(MailId id) throws MessagingException {
        IMAPMessage message = find(id);
        if (message == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ReceivedMessage(message).head());
        } catch (MessagingException | RuntimeException e) {
            if (isGone(id, message, e)) {
                return Optional.empty();
            }
            throw unreadable(id, e);
        }
    }

    boolean read(MailId id, EmailHandler handler) throws MessagingException {
        IMAPMessage message = findNow(id);
        if (message == null) {
            return false;
        }
        try (ReceivedMessage received = new ReceivedMessage(message)) {
            ReceivedEmail email = read(id, message, received);
            return email != null && take(email, handler, id, message);
        }
    }

    /** As {@link #find}, where what was known when it was fetched with others is not enough. */
    @Nullable
    IMAPMessage findNow(MailId id) throws MessagingException {
        if (heads.has(id)) {
            heads.hearWhatIsGone();
        }
        return find(id);
    }

    /**
     * Null if it has gone. One that the server finds and does not show is asked for once more, in a folder that is selected
     * anew: servers and Angus disagree at times about what is gone.
     */
    @Nullable
    IMAPMessage find(MailId id) throws MessagingException {
        IMAPMessage message = heads.find(id);
        if (message != null || !heads.isThere(id)) {
            return message;
        }
        anew.select();
        message = heads.find(id);
        if (message == null && heads.isThere(id)) {
            throw unreadable(id, new MessagingException("the server lists it and does not show it"));
        }
        return message;
    }

    private @Nullable ReceivedEmail read(MailId id, IMAPMessage message, ReceivedMessage received)
            throws MessagingException {
        try {
            return received.read();
        } catch (MessagingException | IOException | RuntimeException e) {
            if (isGone(id, message, e)) {
                return null;
            }
            throw unreadable(id, e);
        }
    }

    private boolean take(ReceivedEmail email, EmailHandler handler, MailId id, IMAPMessage message)
            throws MessagingException {
        try {
            MailClassLoader.outside(() -> {
                handler.take(email);
                return email;
            });
            return true;
        } catch (IOException e) {
            // A handler may have connections of its own that break.
            boolean broken = MailFailures.isConnection(e) && !folder.isOpen();
            if (broken) {
                throw e.getCause() instanceof MessagingException trouble
                        ? trouble
                        : new MessagingException(MailFailures.text(e), e);
            }
            if (message.isExpunged() || !heads.isThere(id)) {
                return false;
            }
            throw new EmailException(Kind.MESSAGE, "", "A received mail could not be taken: " + e.getMessage(), e);
        }
    }

    /** Passes on what is no matter of this one mail. */
    boolean isGone(MailId id, IMAPMessage message, Exception e) throws MessagingException {
        MessagingException trouble =
                e instanceof MessagingException known ? known : new MessagingException(MailFailures.text(e), e);
        if (MailFailures.isConnection(e) || way.failures().isThrottled(trouble)) {
            throw trouble;
        }
        return message.isExpunged() || !heads.isThere(id);
    }

    EmailException unreadable(MailId id, Exception e) {
        return new EmailException(
                Kind.MESSAGE,
                "",
                "The mail with UID " + id.uid() + " of the folder '" + folder.getFullName() + "' on the "
                        + way.settings.server() + " cannot be read: " + MailFailures.text(e)
                        + ". Look at it in a mail client, and move it out of the folder.",
                e);
    }
}
