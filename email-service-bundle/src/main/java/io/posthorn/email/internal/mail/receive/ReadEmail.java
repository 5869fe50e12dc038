package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.ReceivedEmail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A received mail whose attachments alone are still on the server. Header names are compared in any case. */
record ReadEmail(
        String messageId,
        Optional<Address> from,
        List<Address> to,
        List<Address> cc,
        List<Address> replyTo,
        String subject,
        Optional<Instant> sent,
        Optional<Instant> received,
        long size,
        boolean isUnread,
        String text,
        String html,
        Map<String, List<String>> headers,
        List<Document> attachments)
        implements ReceivedEmail {

    @Override
    public boolean isAutomatic() {
        return AutomaticMail.is(this);
    }

    @Override
    public List<String> header(String name) {
        return List.copyOf(headers.getOrDefault(name, List.of()));
    }
}
