package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Disposition;
import io.posthorn.email.Disposition.Action;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.MailId;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import io.posthorn.email.internal.mail.wire.MailFailures;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.eclipse.angus.mail.pop3.POP3Message;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An inbox on a POP3 connection, which shows what was there when it was opened. Mails are deleted when it ends, and whether
 * they were is asked on another one, since Angus hides the answer.
 */
final class Pop3Line implements FolderLine {

    private final Pop3Opening opening;
    private final FolderWay way;
    private final Inbox inbox;
    private final POP3Folder folder;
    private final Instant end;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private @Nullable POP3Message last;
    private boolean named;
    private boolean listed;
    private boolean fresh = true;

    Pop3Line(Pop3Opening opening, FolderWay way, Pop3Opening.Open open) {
        this.opening = opening;
        this.way = way;
        this.inbox = open.inbox();
        this.folder = (POP3Folder) inbox.folder();
        this.end = open.end();
    }

    /** The server may leave once the token has ended, and then nothing would be deleted; but a round is never cut short. */
    @Override
    public Instant end() {
        return deleted.isEmpty() ? end : Instant.MAX;
    }

    @Override
    public boolean isOpen() {
        return folder.isOpen();
    }

    @Override
    public void prove() throws MessagingException {
        if (!fresh && !folder.isOpen()) { // which sends NOOP
            throw new FolderClosedException(folder, "EOF on socket");
        }
        fresh = false;
    }

    @Override
    public boolean showsNew() {
        return !listed;
    }

    @Override
    public List<MailId> list() throws MessagingException {
        listed = true;
        int[] sizes = folder.getSizes();
        name();
        List<MailId> all = new ArrayList<>();
        for (int number = 1; number <= sizes.length; number++) {
            String uid = folder.getUID(folder.getMessage(number));
            if (uid != null) {
                all.add(new MailId(0, uid, sizes[number - 1]));
            }
        }
        return List.copyOf(all);
    }

    private void name() throws MessagingException {
        if (named) {
            return;
        }
        FetchProfile names = new FetchProfile();
        names.add(UIDFolder.FetchProfileItem.UID);
        folder.fetch(new Message[0], names);
        for (int number = 1; number <= folder.getMessageCount(); number++) {
            String uid = folder.getUID(folder.getMessage(number));
            if (uid == null && number == 1) {
                throw nameless();
            }
            numbers.put(String.valueOf(uid), number);
        }
        named = true;
    }

    private EmailException nameless() {
        return new EmailException(
                Kind.APPLICATION,
                "",
                "The " + way.settings.server()
                        + " gives its mails no unique-ids (UIDL), so that nobody can tell which of"
                        + " them are new. Use IMAP.",
                null);
    }

    private @Nullable POP3Message find(MailId id) throws MessagingException {
        name();
        Integer number = numbers.get(id.uid());
        if (number == null || deleted.contains(id.uid())) {
            return null;
        }
        POP3Message message = (POP3Message) folder.getMessage(number);
        if (last != null && last != message) {
            last.invalidate(true); // what was read, from memory and from the file
        }
        last = message;
        return message;
    }

    @Override
    public Optional<ReceivedEmail> head(MailId id) throws MessagingException {
        POP3Message message = find(id);
        if (message == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ReceivedMessage(message).head());
        } catch (MessagingException | RuntimeException e) {
            if (isGone(message, e)) {
                return Optional.empty();
            }
            throw unreadable(id, e);
        }
    }

    @Override
    public boolean read(MailId id, EmailHandler handler) throws MessagingException {
        POP3Message message = find(id);
        if (message == null) {
            return false;
        }
        try (ReceivedMessage received = new ReceivedMessage(message)) {
            ReceivedEmail email = read(id, message, received);
            return email != null && take(email, handler, message);
        }
    }

    private @Nullable ReceivedEmail read(MailId id, POP3Message message, ReceivedMessage received)
            throws MessagingException {
        try {
            return received.read();
        } catch (MessagingException | IOException | RuntimeException e) {
            if (isGone(message, e)) {
                return null;
            }
            throw unreadable(id, e);
        }
    }

    private boolean take(ReceivedEmail email, EmailHandler handler, POP3Message message) throws MessagingException {
        try {
            MailClassLoader.outside(() -> {
                handler.take(email);
                return email;
            });
            return true;
        } catch (IOException e) {
            if (message.isExpunged()) {
                return false;
            }
            if (MailFailures.isConnection(e) && !folder.isOpen()) {
                throw new MessagingException(MailFailures.text(e), e);
            }
            throw new EmailException(Kind.MESSAGE, "", "A received mail could not be taken: " + e.getMessage(), e);
        }
    }

    /** Passes on what is no matter of this one mail. */
    private static boolean isGone(POP3Message message, Exception e) throws MessagingException {
        if (MailFailures.isConnection(e)) {
            throw e instanceof MessagingException known ? known : new MessagingException(MailFailures.text(e), e);
        }
        return message.isExpunged();
    }

    private EmailException unreadable(MailId id, Exception e) {
        return new EmailException(
                Kind.MESSAGE,
                "",
                "The mail with the unique-id " + id.uid() + " on the " + way.settings.server() + " cannot be read: "
                        + MailFailures.text(e) + ". Look at it in a mail client, and move it out of the inbox.",
                e);
    }

    @Override
    public void dispose(MailId id, Disposition disposition) throws MessagingException {
        Action action = disposition.action();
        if (action == Action.MOVE || action == Action.MARK_READ) {
            throw impossible(action == Action.MOVE ? "cannot move mails" : "cannot mark mails as read");
        }
        if (action == Action.DELETE) {
            POP3Message message = find(id);
            if (message != null) {
                message.setFlag(Flags.Flag.DELETED, true);
                deleted.add(id.uid());
            }
        }
    }

    static EmailException impossible(String what) {
        return new EmailException(
                Kind.APPLICATION, "", "POP3 " + what + ". Use IMAP for that, or leave or delete them.", null);
    }

    @Override
    public boolean moveWithHeader(MailId id, String other, String header, String value) {
        throw impossible("cannot move mails");
    }

    @Override
    public boolean outlivesSettling() {
        return false;
    }

    /** Sends DELE for each mail, and QUIT. */
    @Override
    public void settle() throws MessagingException {
        boolean some = !deleted.isEmpty();
        inbox.end(some);
        if (some) {
            try (Inbox proof = opening.open(Folder.READ_ONLY).inbox()) {
                int left = Pop3Mailbox.stillThere(proof, deleted).size();
                if (left > 0) {
                    throw Pop3Receive.notDeleted(way.settings, left);
                }
            }
        }
    }

    @Override
    public boolean canAwait() {
        return false;
    }

    @Override
    public boolean await(Duration longest, Bell bell) {
        throw new EmailException(
                Kind.APPLICATION, "", "POP3 tells of no new mail. Use IMAP, or look from time to time.", null);
    }

    /** Without deleting anything. */
    @Override
    public void close() {
        inbox.close();
    }
}
