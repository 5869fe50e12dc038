package io.posthorn.email.internal.workflow;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.ReceivedEmail;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Copies received mails with their attachments, so that they can be read when the mailbox is closed. */
final class MailCopies implements EmailHandler {

    static final String HEADERS = "headers";
    static final String MAX_SIZE = "maxSize";

    private static final long DEFAULT_MAX_SIZE = 104_857_600; // octets

    private final List<String> headers;
    private final long maxSize;
    private final Spool spool;
    private final List<Map<String, Object>> mails = new ArrayList<>();

    private MailCopies(StepInput input) {
        headers = input.list(HEADERS).stream()
                .map(value -> input.text(HEADERS, value))
                .toList();
        maxSize = input.number(MAX_SIZE, DEFAULT_MAX_SIZE);
        spool = new Spool(maxSize);
    }

    /**
     * Receives, and gives what came. If receiving breaks off half-way, the mails before it are given, since they may be
     * marked or moved already, and {@code failure} says why.
     */
    static Map<String, Object> of(StepInput input, Consumer<EmailHandler> receiving) {
        MailCopies copies = new MailCopies(input);
        Map<String, Object> output = new LinkedHashMap<>();
        try {
            receiving.accept(copies);
        } catch (EmailException e) {
            if (copies.mails.isEmpty()) {
                copies.close();
                throw e;
            }
            output.put("failure", String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            copies.close();
            throw e;
        }
        output.put("count", copies.mails.size());
        output.put("mails", List.copyOf(copies.mails));
        output.put("files", (Closeable) copies.spool::close);
        return output;
    }

    private void close() {
        try {
            spool.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void take(ReceivedEmail email) throws IOException {
        try {
            mails.add(copy(email));
        } catch (Spool.FullException e) {
            throw new IOException(
                    "the mails of this call are larger than " + maxSize + " octets. Give the step's key " + MAX_SIZE
                            + " a larger value, a smaller limit, or leave large mails out by the key largest",
                    e);
        }
    }

    private Map<String, Object> copy(ReceivedEmail email) throws IOException {
        spool.count(email.text().length() + (long) email.html().length());
        Map<String, Object> mail = new LinkedHashMap<>();
        mail.put("messageId", email.messageId());
        mail.put("from", email.from().map(Address::toString).orElse(""));
        mail.put("to", texts(email.to()));
        mail.put("cc", texts(email.cc()));
        mail.put("replyTo", texts(email.replyTo()));
        mail.put("subject", email.subject());
        email.sent().ifPresent(moment -> mail.put("sent", moment));
        email.received().ifPresent(moment -> mail.put("received", moment));
        mail.put("size", email.size());
        mail.put("unread", email.isUnread());
        mail.put("text", email.text());
        mail.put("html", email.html());
        Map<String, List<String>> values = new LinkedHashMap<>();
        headers.forEach(name -> values.put(name, email.header(name)));
        mail.put(HEADERS, values);
        List<Document> attachments = new ArrayList<>();
        for (Document attachment : email.attachments()) {
            attachments.add(copy(attachment));
        }
        mail.put("attachments", attachments);
        return mail;
    }

    private Document copy(Document attachment) throws IOException {
        try (InputStream in = attachment.open()) {
            return new Document(attachment.name(), attachment.contentType(), spool.keep(in));
        }
    }

    private static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }
}
