package io.posthorn.sandbox.internal.mail;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import io.posthorn.sandbox.User;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * POP3 after the login (<a href="https://www.rfc-editor.org/rfc/rfc1939">RFC 1939</a>), straight on the store:
 * GreenMail's own POP3 server counts sizes without headers and builds a large message several times over.
 */
final class Pop3Maildrop {
    /** Something that answers for itself. */
    interface Reply {
        void send() throws IOException;
    }

    private final Wire wire;
    private final MailSystem system;
    private final MailFolder inbox;
    private final Reply capabilities;
    private final List<StoredMessage> messages;
    private final Set<StoredMessage> deleted = new HashSet<>();

    Pop3Maildrop(Wire wire, MailSystem system, User mailbox, Reply capabilities) {
        this.wire = wire;
        this.system = system;
        this.inbox = system.mailboxes().inbox(mailbox);
        this.capabilities = capabilities;
        this.messages = List.copyOf(inbox.getNonDeletedMessages());
    }

    void hold() throws IOException {
        boolean open = true;
        while (open) {
            String line = wire.read();
            wire.heard(line);
            String[] words = line.trim().split("\\s+");
            String verb = words[0].toUpperCase(Locale.ROOT);
            open = !verb.equals("QUIT");
            if (!system.replies().answered(wire, verb, "")) {
                answer(verb, words);
            }
        }
    }

    private void answer(String verb, String[] words) throws IOException {
        switch (verb) {
            case "STAT" -> stat();
            case "LIST" -> listing(words, message -> String.valueOf(size(message)));
            case "UIDL" -> listing(words, message -> inbox.getUidValidity() + "-" + message.getUid());
            case "RETR" -> retrieve(words, Long.MAX_VALUE);
            case "TOP" ->
                retrieve(words, words.length > 2 && words[2].matches("\\d{1,9}") ? Long.parseLong(words[2]) : 0);
            case "DELE" -> delete(words);
            case "RSET" -> {
                deleted.clear();
                wire.send("+OK");
            }
            case "NOOP" -> wire.send("+OK");
            case "CAPA" -> capabilities.send();
            case "QUIT" -> quit();
            default -> wire.send("-ERR Protocol error. 15");
        }
    }

    private void stat() throws IOException {
        List<StoredMessage> present =
                messages.stream().filter(message -> !deleted.contains(message)).toList();
        wire.send("+OK " + present.size() + " "
                + present.stream().mapToLong(Pop3Maildrop::size).sum());
    }

    private static long size(StoredMessage message) {
        return message.getAttributes().getSize();
    }

    private void listing(String[] words, java.util.function.Function<StoredMessage, String> column) throws IOException {
        if (words.length > 1) {
            Optional<StoredMessage> message = find(words);
            if (message.isPresent()) {
                wire.send("+OK " + words[1] + " " + column.apply(message.get()));
            }
            return;
        }
        wire.send("+OK");
        for (int i = 0; i < messages.size(); i++) {
            if (!deleted.contains(messages.get(i))) {
                wire.send((i + 1) + " " + column.apply(messages.get(i)));
            }
        }
        wire.send(".");
    }

    private void retrieve(String[] words, long bodyLines) throws IOException {
        Optional<StoredMessage> message = find(words);
        if (message.isEmpty()) {
            return;
        }
        wire.send("+OK");
        wire.said("(" + size(message.get()) + " octets of message)");
        DotStuffing body = new DotStuffing(wire.out(), bodyLines);
        try {
            message.get().getMimeMessage().writeTo(body);
        } catch (MessagingException e) {
            throw new IOException(e);
        }
        body.finish();
        wire.send(".");
    }

    private void delete(String[] words) throws IOException {
        Optional<StoredMessage> message = find(words);
        if (message.isPresent()) {
            deleted.add(message.get());
            wire.send("+OK");
        }
    }

    /** The message that the command names; if there is none, the client has been told. */
    private Optional<StoredMessage> find(String[] words) throws IOException {
        int number = words.length > 1 && words[1].matches("\\d{1,9}") ? Integer.parseInt(words[1]) : 0;
        if (number < 1 || number > messages.size() || deleted.contains(messages.get(number - 1))) {
            wire.send("-ERR The specified message is out of range.");
            return Optional.empty();
        }
        return Optional.of(messages.get(number - 1));
    }

    private void quit() throws IOException {
        try {
            for (StoredMessage message : deleted) {
                inbox.setFlags(new Flags(Flags.Flag.DELETED), true, message.getUid(), null, false);
            }
            if (!deleted.isEmpty()) {
                inbox.expunge();
            }
        } catch (FolderException e) {
            throw new IOException(e);
        }
        wire.left();
        wire.send("+OK Microsoft Exchange Server POP3 server signing off.");
    }
}
