package io.posthorn.email.internal.mail.compose;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

/**
 * A message with the ID of its envelope; Jakarta Mail's own would tell this machine's name. Its body may be given as it goes out, and then
 * nothing looks through it again, which for a short mail is most of the work of composing it.
 */
final class OwnMessage extends MimeMessage {

    private final String id;

    OwnMessage(String id) {
        super(ComposedMail.SESSION);
        this.id = id;
    }

    /** Lines of ASCII, which need no transfer encoding (RFC 2045, section 2.7). */
    void setPlainText(String contentType, byte[] octets) throws MessagingException {
        setHeader("Content-Type", contentType);
        setHeader("Content-Transfer-Encoding", "7bit");
        content = octets;
    }

    @Override
    protected synchronized void updateHeaders() throws MessagingException {
        if (content == null) {
            super.updateHeaders();
        } else {
            setHeader("MIME-Version", "1.0");
            updateMessageID();
        }
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }
}
