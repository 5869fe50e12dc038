package io.posthorn.task.internal.reply;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.email.internal.mail.receive.AutomaticMail;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A reply as the reader would hand it over. */
record MadeEmail(String sender, String subject, String text, String html, Map<String, String> headers)
        implements ReceivedEmail {

    static MadeEmail from(String sender) {
        return new MadeEmail(sender, "", "", "", Map.of("message-id", "<1@contoso.test>"));
    }

    MadeEmail subject(String value) {
        return new MadeEmail(sender, value, text, html, headers);
    }

    MadeEmail text(String value) {
        return new MadeEmail(sender, subject, value, html, headers);
    }

    MadeEmail html(String value) {
        return new MadeEmail(sender, subject, text, value, headers);
    }

    MadeEmail with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new MadeEmail(sender, subject, text, html, more);
    }

    MadeEmail inReplyTo(Tag tag) {
        return with("In-Reply-To", tag.messageId("posthorn.test"));
    }

    @Override
    public String messageId() {
        return headers.getOrDefault("message-id", "");
    }

    @Override
    public Optional<Address> from() {
        return sender.isEmpty() ? Optional.empty() : Optional.of(Address.of(sender));
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
        return List.of();
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
        return text.length();
    }

    @Override
    public boolean isUnread() {
        return true;
    }

    @Override
    public boolean isAutomatic() {
        return AutomaticMail.is(this);
    }

    @Override
    public List<String> header(String name) {
        String value = headers.get(name.toLowerCase(Locale.ROOT));
        return value == null ? List.of() : List.of(value);
    }

    @Override
    public List<Document> attachments() {
        return List.of();
    }
}
