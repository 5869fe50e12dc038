package io.posthorn.email.internal.mail;

import io.posthorn.email.Address;
import io.posthorn.email.DsnRequest;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;

/** Lets Angus send what was composed already. */
final class RawMessage extends SMTPMessage {

    private final Outgoing outgoing;

    RawMessage(Session session, Outgoing outgoing) {
        super(session);
        this.outgoing = outgoing;
        setEnvelopeFrom(AddrSpec.of(outgoing.envelope().sender()).text());
        // Angus asks only a server that offers DSN.
        outgoing.envelope().dsn().ifPresent(this::ask);
    }

    Outgoing outgoing() {
        return outgoing;
    }

    InternetAddress[] recipients() {
        return outgoing.envelope().recipients().stream()
                .map(RawMessage::recipient)
                .toArray(InternetAddress[]::new);
    }

    private static InternetAddress recipient(Address address) {
        InternetAddress recipient = new InternetAddress();
        recipient.setAddress(AddrSpec.of(address).text());
        return recipient;
    }

    private void ask(DsnRequest request) {
        int options = 0;
        for (DsnRequest.Notify occasion : request.occasions()) {
            options |= switch (occasion) {
                case SUCCESS -> NOTIFY_SUCCESS;
                case FAILURE -> NOTIFY_FAILURE;
                case DELAY -> NOTIFY_DELAY;
            };
        }
        setNotifyOptions(request.occasions().isEmpty() ? NOTIFY_NEVER : options);
        setReturnOption(request.ret() == DsnRequest.Ret.FULL ? RETURN_FULL : RETURN_HDRS);
    }

    @Override
    public void writeTo(OutputStream out, String @Nullable [] ignored) throws IOException, MessagingException {
        outgoing.writeTo(out);
    }
}
