package io.posthorn.email.internal.mail;

import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/** A mail in the form of RFC 5322, made once; its documents are read while it is written. */
final class ComposedMail implements Outgoing {

    private final Envelope envelope;
    private final boolean utf8;
    private final byte[] head;
    private final MimePart body;

    private ComposedMail(Envelope envelope, boolean utf8, byte[] head, MimePart body) {
        this.envelope = envelope;
        this.utf8 = utf8;
        this.head = head;
        this.body = body;
    }

    /**
     * Composes a mail.
     *
     * @param date of the mail
     * @throws EmailException of kind MESSAGE if it cannot be composed
     */
    static ComposedMail of(Email email, Instant date) {
        return MailClassLoader.call(() -> {
            Participants participants = Participants.of(email);
            Repertoire repertoire = new Repertoire(email.charset());
            Envelope envelope = participants.envelope(email);
            MimePart body = new BodyStructure(email, repertoire).root();
            byte[] head = new MessageHead(email, participants, repertoire).bytes(envelope.messageId(), date, body);
            return new ComposedMail(envelope, participants.needSmtpUtf8(), head, body);
        });
    }

    static EmailException invalid(String message) {
        return new EmailException(Kind.MESSAGE, "", message, null);
    }

    @Override
    public Envelope envelope() {
        return envelope;
    }

    @Override
    public boolean needsSmtpUtf8() {
        return utf8;
    }

    @Override
    public long size() throws IOException {
        return head.length + body.bodySize() + (endsLine() ? 0 : 2);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(head);
        body.writeBody(out);
        if (!endsLine()) {
            out.write('\r');
            out.write('\n');
        }
    }

    private boolean endsLine() {
        return body instanceof Multipart || body instanceof TextPart text && text.endsLine();
    }
}
