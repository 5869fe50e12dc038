package io.posthorn.email;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A mail as it was found in a mailbox.
 *
 * @param messageId its Message-ID with angle brackets; empty if it has none
 * @param from the sender; empty if it has none that can be read
 * @param to the recipients named in it
 * @param cc the recipients of a copy named in it
 * @param subject decoded; empty if it has none
 * @param sent its Date header
 * @param text its first plain text, up to 5 MB; empty if it has none
 * @param attachments its files, in order; they can be opened only while the {@link EmailHandler} runs. A part that its
 *     sender has broken is here too, as it came, with a name that begins with {@code undecoded-}; and so is the HTML of a
 *     mail without plain text, as {@code message.html}
 */
public record ReceivedEmail(
        String messageId,
        Optional<Address> from,
        List<Address> to,
        List<Address> cc,
        String subject,
        Optional<Instant> sent,
        String text,
        List<Document> attachments) {

    public ReceivedEmail {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(sent, "sent");
        Objects.requireNonNull(text, "text");
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        attachments = List.copyOf(attachments);
    }
}
