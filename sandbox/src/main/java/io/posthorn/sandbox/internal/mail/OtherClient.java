package io.posthorn.sandbox.internal.mail;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import io.posthorn.sandbox.User;
import jakarta.mail.Flags;

import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Does to a mailbox what its owner does on a telephone, or Exchange by itself. */
public final class OtherClient {
    private final Mailboxes mailboxes;
    private final User user;

    /** In this user's mailbox. */
    public OtherClient(Mailboxes mailboxes, User user) {
        this.mailboxes = mailboxes;
        this.user = user;
    }

    /**
     * Moves a message of the INBOX, which others see as its end there.
     *
     * @param number from 1
     */
    public void move(int number, String folder) {
        try {
            MailFolder inbox = mailboxes.inbox(user);
            inbox.moveMessage(uid(inbox, number), mailboxes.folderOf(user, folder));
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes a message of the INBOX for good. */
    public void delete(int number) {
        try {
            MailFolder inbox = mailboxes.inbox(user);
            inbox.setFlags(new Flags(Flags.Flag.DELETED), true, uid(inbox, number), null, false);
            inbox.expunge();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long uid(MailFolder inbox, int number) {
        return inbox.getMessages().get(number - 1).getUid();
    }

    /** Gives the INBOX another UIDVALIDITY and its messages new UIDs, from 1 on. */
    public void renumber() {
        MailFolder inbox = mailboxes.inbox(user);
        List<StoredMessage> messages = List.copyOf(inbox.getMessages());
        inbox.deleteAllMessages();
        try {
            // GreenMail gives a folder these two for life.
            Field validity = field(inbox, "uidValidity");
            validity.setLong(inbox, inbox.getUidValidity() + 1);
            ((AtomicLong) field(inbox, "nextUid").get(inbox)).set(1);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        for (StoredMessage message : messages) {
            inbox.appendMessage(message.getMimeMessage(), message.getFlags(), message.getReceivedDate());
        }
    }

    private static Field field(MailFolder folder, String name) throws ReflectiveOperationException {
        Field field = folder.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
