package io.posthorn.email.internal.mail;

import io.posthorn.email.Address;
import io.posthorn.email.Email;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the fields above a message's body (RFC 5322, section 3.6). */
final class MessageHead {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Email email;
    private final Participants participants;
    private final Repertoire repertoire;
    private final HeaderWords words;
    private final HeaderBlock block = new HeaderBlock();

    MessageHead(Email email, Participants participants, Repertoire repertoire) {
        this.email = email;
        this.participants = participants;
        this.repertoire = repertoire;
        boolean utf8 = participants.needSmtpUtf8() && repertoire.charset().equals(StandardCharsets.UTF_8);
        this.words = new HeaderWords(repertoire.charset(), utf8);
    }

    byte[] bytes(String messageId, Instant date, MimePart body) {
        block.add("Date", DATE.format(date));
        addresses("From", List.of(participants.from()));
        addresses("To", email.to());
        addresses("Cc", email.cc());
        addresses("Reply-To", email.replyTo());
        block.add("Message-ID", messageId);
        text("Subject", "The subject", email.subject());
        priority();
        for (Email.Header header : email.headers()) {
            text(header.name(), "The header " + header.name(), header.value().strip());
        }
        return block.add("MIME-Version", "1.0").append(body.fields()).bytes();
    }

    private void text(String name, String where, String value) {
        block.add(name, words.unstructured(name, repertoire.fit(where, value)));
    }

    private void priority() {
        switch (email.priority()) {
            case HIGH -> block.add("Importance", "high").add("X-Priority", "1");
            case LOW -> block.add("Importance", "low").add("X-Priority", "5");
            case NORMAL -> {}
        }
    }

    private void addresses(String name, List<Address> addresses) {
        List<String> list = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            String end = i < addresses.size() - 1 ? "," : "";
            String spec = participants.spec(addresses.get(i)).text();
            String shown = addresses.get(i).name();
            if (shown.isEmpty()) {
                list.add(spec + end);
            } else {
                list.addAll(words.phrase(name, repertoire.fit("The name in " + name, shown)));
                list.add("<" + spec + ">" + end);
            }
        }
        if (!list.isEmpty()) {
            block.add(name, list);
        }
    }
}
