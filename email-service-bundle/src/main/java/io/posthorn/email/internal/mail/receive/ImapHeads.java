package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.MailId;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages of a folder by their UIDs, with their headers, of which no more are in memory than were fetched at once. */
final class ImapHeads {

    private final IMAPFolder folder;
    private final ImapBacklog backlog;
    private final Map<String, IMAPMessage> ahead = new HashMap<>();
    private int seen;

    ImapHeads(IMAPFolder folder, ImapBacklog backlog) {
        this.folder = folder;
        this.backlog = backlog;
    }

    /** How many messages Angus has in mind since the folder was selected; it forgets none. */
    int seen() {
        return seen;
    }

    void reset() {
        forgetAll();
        seen = 0;
    }

    boolean has(MailId id) {
        return ahead.containsKey(id.uid());
    }

    /** Null if it is not there. */
    @Nullable
    IMAPMessage find(MailId id) throws MessagingException {
        if (!has(id)) {
            forgetAll();
            fetch(backlog.batch(id));
        }
        IMAPMessage message = ahead.get(id.uid());
        return message == null || message.isExpunged() ? null : message;
    }

    private void fetch(List<MailId> batch) throws MessagingException {
        backlog.batchBegins();
        hearWhatIsGone(); // some servers number mails anew before they have told of those that are gone
        List<Message> messages = new ArrayList<>();
        long[] uids = batch.stream().mapToLong(id -> Long.parseLong(id.uid())).toArray();
        Message[] found = folder.getMessagesByUID(uids);
        for (int i = 0; i < found.length; i++) {
            if (found[i] instanceof IMAPMessage message) { // null if it has gone
                ahead.put(batch.get(i).uid(), message);
                messages.add(message);
            }
        }
        seen += messages.size();
        if (!messages.isEmpty()) {
            folder.fetch(messages.toArray(Message[]::new), ImapMailbox.HEADERS);
            dropStrangers();
        }
        backlog.batchSucceeded(batch.size());
    }

    void hearWhatIsGone() throws MessagingException {
        folder.doCommand(protocol -> {
            protocol.noop();
            return protocol;
        });
    }

    /**
     * Headers are fetched by sequence numbers. A server that has renumbered its mails, since another client has removed some, and
     * did not say so first, shows those of other mails.
     */
    private void dropStrangers() throws MessagingException {
        for (String uid : List.copyOf(ahead.keySet())) {
            IMAPMessage message = ahead.get(uid);
            if (message != null && !message.isExpunged() && folder.getUID(message) != Long.parseLong(uid)) {
                ahead.remove(uid);
                ImapMailbox.forget(message);
            }
        }
    }

    private void forgetAll() {
        ahead.values().forEach(ImapMailbox::forget);
        ahead.clear();
    }

    void forget(MailId id) {
        IMAPMessage message = ahead.remove(id.uid());
        if (message != null) {
            ImapMailbox.forget(message);
        }
    }

    /** Asks in another way than by FETCH, which servers answer with nothing for more than one reason. */
    boolean isThere(MailId id) throws MessagingException {
        return (Boolean) folder.doCommand(protocol -> search(protocol, id.uid()));
    }

    private static boolean search(IMAPProtocol protocol, String uid) throws ProtocolException {
        Response[] answers = protocol.command("UID SEARCH UID " + uid, null);
        protocol.notifyResponseHandlers(answers);
        protocol.handleResult(answers[answers.length - 1]);
        for (Response answer : answers) {
            if (answer instanceof IMAPResponse told && told.keyEquals("SEARCH") && told.readNumber() > 0) {
                return true;
            }
        }
        return false;
    }

    static boolean isNumber(String uid) {
        return uid.matches("[1-9]\\d{0,9}");
    }
}
