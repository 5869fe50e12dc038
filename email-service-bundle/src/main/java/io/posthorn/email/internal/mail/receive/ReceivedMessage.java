package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Document;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.email.internal.mail.wire.MailFailures;
import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Reads one message of Jakarta Mail into a {@link ReceivedEmail}. Attachments stay on the server until they are opened,
 * which they can be until this is closed. A message whose structure the server tells wrongly is read as a whole, over a
 * file; what cannot be read even so is handed over as it came.
 */
final class ReceivedMessage implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReceivedMessage.class);

    private final Message message;
    private final OpenWhile open = new OpenWhile();
    private @Nullable WholeMessage whole;

    ReceivedMessage(Message message) {
        this.message = message;
    }

    ReceivedEmail read() throws MessagingException, IOException {
        MailHeaders headers = new MailHeaders(message);
        MailParts parts = parts();
        return email(headers, parts.text(), parts.html(), parts.documents());
    }

    /** Nothing but what the headers and the server tell: no texts and no attachments. */
    ReceivedEmail head() throws MessagingException {
        return email(new MailHeaders(message), "", "", List.of());
    }

    private ReceivedEmail email(MailHeaders headers, String text, String html, List<Document> documents)
            throws MessagingException {
        return new ReadEmail(
                headers.first("Message-ID"),
                headers.addresses("From").stream().findFirst(),
                headers.addresses("To"),
                headers.addresses("Cc"),
                headers.addresses("Reply-To"),
                headers.first("Subject"),
                headers.date(),
                Optional.ofNullable(message.getReceivedDate()).map(Date::toInstant),
                message.getSize(),
                !message.isSet(Flags.Flag.SEEN),
                text,
                html,
                headers.everything(),
                documents);
    }

    private MailParts parts() throws MessagingException, IOException {
        MailParts parts = new MailParts(message, open);
        parts.read();
        if (!parts.broken() || !(message instanceof IMAPMessage onServer)) {
            return parts;
        }
        try {
            whole = WholeMessage.of(onServer);
            MailParts again = new MailParts(whole.message(), open);
            again.read();
            return again;
        } catch (MessagingException | IOException e) {
            if (message.isExpunged() || MailFailures.isConnection(e)) {
                throw e;
            }
            log.warn("A received mail is broken: {}", e.getMessage());
            return parts;
        }
    }

    /** Whether another client has taken it away. */
    boolean isGone() {
        return message.isExpunged();
    }

    @Override
    public void close() {
        open.end();
        if (whole != null) {
            whole.close();
        }
    }

    /** Documents can be opened only while their mail is being taken. */
    static final class OpenWhile {

        private volatile boolean open = true;

        void end() {
            open = false;
        }

        void check() throws IOException {
            if (!open) {
                throw new IOException("An attachment can be read only while its mail is being taken.");
            }
        }
    }
}
