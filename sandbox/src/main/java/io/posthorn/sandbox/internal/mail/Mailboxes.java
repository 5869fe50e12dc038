package io.posthorn.sandbox.internal.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapServer;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.ServerSetup;
import io.posthorn.sandbox.User;
import io.posthorn.sandbox.internal.RandomText;
import jakarta.mail.MessagingException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everybody's mail: GreenMail's store, and its IMAP server as a back room that only the sandbox's own IMAP server
 * enters, with a password that nobody else knows.
 */
public final class Mailboxes implements AutoCloseable {
    private final Managers managers = new Managers();
    private final String backRoomPassword = RandomText.letters(30);
    private final Path folder;
    private final ImapServer imap;

    /** Empty mailboxes for these users; messages on their way in are spooled in the folder. */
    public Mailboxes(List<User> users, Path folder) {
        this.folder = folder;
        try {
            for (User user : users) {
                managers.getUserManager().createUser(user.address(), user.address(), backRoomPassword);
            }
        } catch (UserException e) {
            throw new IllegalStateException(e);
        }
        imap = new ImapServer(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP), managers);
        imap.setDaemon(true);
        imap.setClientSocketTimeout(0);
        imap.startService();
        try {
            imap.waitTillRunning(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A connection to the back room, logged in. */
    BackRoom enter(User user) throws IOException {
        BackRoom room = new BackRoom(imap.getPort());
        try {
            room.login(user.address(), backRoomPassword);
            return room;
        } catch (IOException e) {
            room.close();
            throw e;
        }
    }

    Spool spool() throws IOException {
        return new Spool(folder);
    }

    void deliver(User user, Spool spool) throws IOException {
        spool.give(message -> mailbox(user).deliver(message));
    }

    /** Puts a message into the INBOX. */
    public void deliver(User user, byte[] message) {
        try (Spool spool = spool()) {
            spool.add(message, 0);
            deliver(user, spool);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The messages in the INBOX, in order of arrival. */
    public List<byte[]> messages(User user) {
        List<byte[]> messages = new ArrayList<>();
        try {
            for (StoredMessage message : inbox(user).getMessages()) {
                ByteArrayOutputStream octets =
                        new ByteArrayOutputStream(message.getAttributes().getSize());
                message.getMimeMessage().writeTo(octets);
                messages.add(octets.toByteArray());
            }
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
        return messages;
    }

    MailFolder inbox(User user) {
        try {
            return managers.getImapHostManager().getInbox(mailbox(user));
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The user's folder of this name, if there is one. */
    Optional<MailFolder> folder(User user, String name) {
        return Optional.ofNullable(managers.getImapHostManager().getFolder(mailbox(user), name));
    }

    private GreenMailUser mailbox(User user) {
        return managers.getUserManager().getUserByEmail(user.address());
    }

    @Override
    public void close() {
        imap.stopService(1_000);
    }
}
