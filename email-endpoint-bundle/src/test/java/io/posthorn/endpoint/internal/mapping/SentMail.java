package io.posthorn.endpoint.internal.mapping;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.email.internal.mail.receive.AutomaticMail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A mail from anna@contoso.com, unless a test says otherwise. Header names are compared in any case, as a mailbox does. */
public final class SentMail implements ReceivedEmail {

    private Optional<Address> from = Optional.empty();
    private String subject = "Invoice";
    private String text = "Please convert.";
    private String html = "";
    private long size = 1_000;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Document> attachments = new ArrayList<>();

    public SentMail() {
        from("anna@contoso.com");
    }

    public SentMail from(String address) {
        from = Optional.of(Address.of(address));
        headers.put("From", List.of("Anna <" + address + ">"));
        return this;
    }

    public SentMail withoutFrom() {
        from = Optional.empty();
        headers.remove("From");
        return this;
    }

    public SentMail subject(String value) {
        subject = value;
        return this;
    }

    public SentMail text(String value) {
        text = value;
        return this;
    }

    public SentMail html(String value) {
        html = value;
        return this;
    }

    public SentMail size(long value) {
        size = value;
        return this;
    }

    /** Replaces what there was of that name. */
    public SentMail header(String name, String... values) {
        headers.put(name, List.of(values));
        return this;
    }

    public SentMail attached(String... names) {
        for (String name : names) {
            attachments.add(document(name));
        }
        return this;
    }

    /** Its bytes are its name. */
    public static Document document(String name) {
        return Document.of(name, "", name.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String messageId() {
        return headers.getOrDefault("Message-ID", List.of("")).get(0);
    }

    @Override
    public Optional<Address> from() {
        return from;
    }

    @Override
    public List<Address> to() {
        return List.of();
    }

    @Override
    public List<Address> cc() {
        return List.of();
    }

    @Override
    public List<Address> replyTo() {
        return header("Reply-To").stream().map(Address::of).toList();
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public Optional<Instant> sent() {
        return Optional.empty();
    }

    @Override
    public Optional<Instant> received() {
        return Optional.empty();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isUnread() {
        return true;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public String html() {
        return html;
    }

    @Override
    public boolean isAutomatic() {
        return AutomaticMail.is(this);
    }

    @Override
    public List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }

    @Override
    public List<Document> attachments() {
        return List.copyOf(attachments);
    }
}
