package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.Query;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import io.posthorn.email.internal.mail.wire.MailFailures;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;

/** Hands the mails of one receive to its handler, one after the other: taken first, and only then moved or deleted. */
final class Handover {

    private static final Logger log = LoggerFactory.getLogger(Handover.class);

    private final Query query;
    private final EmailHandler handler;
    private final MailFailures failures;
    private final Departure departure;
    private int taken;
    private boolean begun;

    Handover(Query query, EmailHandler handler, MailFailures failures, Departure departure) {
        this.query = query;
        this.handler = handler;
        this.failures = failures;
        this.departure = departure;
    }

    int taken() {
        return taken;
    }

    /** Whether nobody can tell that there was a first try: the connection was dead, and the handler has seen nothing. */
    boolean mayBeginAgain(MessagingException e) {
        return !begun && MailFailures.isConnection(e) && !failures.isThrottled(e);
    }

    void run(OpenMailbox mailbox, Query wanted) throws MessagingException {
        mailbox.find(wanted);
        List<Message> messages = mailbox.next();
        while (!messages.isEmpty()) {
            for (Message message : messages) {
                departure.check();
                hand(message, mailbox);
            }
            messages = mailbox.next();
        }
    }

    private void hand(Message message, OpenMailbox mailbox) throws MessagingException {
        try (ReceivedMessage received = new ReceivedMessage(message)) {
            ReceivedEmail email = read(received);
            if (email != null && take(email, received)) {
                taken++;
                dispose(message, email, mailbox);
            }
        }
    }

    /** Null if it has gone meanwhile, or the server does not show it. */
    private @Nullable ReceivedEmail read(ReceivedMessage received) throws MessagingException {
        try {
            return received.read();
        } catch (MessagingException | IOException e) {
            if (MailFailures.isConnection(e)) {
                throw e instanceof MessagingException trouble ? trouble : new MessagingException(text(e), e);
            }
            if (!received.isGone()) {
                log.warn("A mail cannot be read and is skipped: {}", e.getMessage());
            }
            return null;
        }
    }

    private static String text(Exception e) {
        return MailFailures.text(e);
    }

    private boolean take(ReceivedEmail email, ReceivedMessage received) throws MessagingException {
        begun = true;
        try {
            MailClassLoader.outside(() -> {
                handler.take(email);
                return email;
            });
            return true;
        } catch (IOException e) {
            if (received.isGone()) {
                log.info(
                        "The mail {} was moved or deleted by another client while it was being read.",
                        email.messageId());
                return false;
            }
            if (MailFailures.isConnection(e)) {
                throw e.getCause() instanceof MessagingException trouble ? trouble : new MessagingException(text(e), e);
            }
            throw new EmailException(Kind.MESSAGE, "", "A received mail could not be taken: " + e.getMessage(), e);
        }
    }

    private void dispose(Message message, ReceivedEmail email, OpenMailbox mailbox) {
        try {
            mailbox.dispose(message);
        } catch (MessagingException e) {
            throw failures.undone(
                    failures.of(e),
                    "The mail " + email.messageId() + " was taken and perhaps not " + done() + ": it may come again. ");
        }
    }

    private String done() {
        return switch (query.disposition().action()) {
            case LEAVE -> "left";
            case MARK_READ -> "marked as read";
            case MOVE -> "moved to '" + query.disposition().folder() + "'";
            case DELETE -> "deleted";
        };
    }
}
