package io.posthorn.sandbox.internal.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.imap.ImapServer;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.ServerSetup;
import io.posthorn.sandbox.User;
import io.posthorn.sandbox.internal.RandomText;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Everybody's mail: GreenMail's store, and its IMAP server as a back room that only the sandbox's own IMAP server
 * enters, with a password that nobody else knows.
 */
public final class Mailboxes implements AutoCloseable {
    /** Exchange's name for the folder of submitted messages. */
    public static final String SENT_ITEMS = "Sent Items";

    private final Managers managers = new Managers();
    private final String backRoomPassword = RandomText.letters(30);
    private final Path folder;
    private final ImapServer imap;

    /** Empty mailboxes for these users; messages on their way in are spooled in the folder. */
    public Mailboxes(List<User> users, Path folder) {
        this.folder = folder;
        users.forEach(this::add);
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

    /** Makes an empty mailbox. */
    public void add(User user) {
        try {
            managers.getUserManager().createUser(user.address(), user.address(), backRoomPassword);
        } catch (UserException e) {
            throw new IllegalStateException(e);
        }
        folderOf(user, SENT_ITEMS);
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

    /** Copies a submitted message as it came, its Message-ID included. */
    void keepSent(User user, Spool spool) throws IOException {
        MailFolder sent = folderOf(user, SENT_ITEMS);
        spool.give(message -> sent.appendMessage(message, new Flags(Flags.Flag.SEEN), new Date()));
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
        return messages(user, "INBOX");
    }

    /** The messages in a folder, in order of arrival. */
    public List<byte[]> messages(User user, String name) {
        List<byte[]> messages = new ArrayList<>();
        try {
            // A copy: GreenMail's list is the one that mail arrives in meanwhile.
            for (StoredMessage message : List.copyOf(folderOf(user, name).getMessages())) {
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

    /** The user's folder of this name, made if there is none. */
    MailFolder folderOf(User user, String name) {
        return folder(user, name).orElseGet(() -> {
            try {
                return managers.getImapHostManager().createMailbox(mailbox(user), name);
            } catch (FolderException | AuthorizationException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private GreenMailUser mailbox(User user) {
        return managers.getUserManager().getUserByEmail(user.address());
    }

    @Override
    public void close() {
        imap.stopService(1_000);
    }
}
