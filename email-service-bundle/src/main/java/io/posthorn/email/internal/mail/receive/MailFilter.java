package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Query;
import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;

/** The conditions of a query that a server does not check, or not exactly. */
record MailFilter(String sender, String subject, Optional<Instant> since, long largest) {

    /** Servers search for days and not for moments; the rest they do well. */
    static MailFilter behindServer(Query query) {
        return new MailFilter("", "", moment(query), query.largest());
    }

    /** All but {@code unread}, which is a flag that every server can search for. */
    static MailFilter all(Query query) {
        return new MailFilter(query.sender(), query.subject(), moment(query), query.largest());
    }

    /** INTERNALDATE has no fractions of a second. */
    private static Optional<Instant> moment(Query query) {
        return query.since().map(since -> since.truncatedTo(ChronoUnit.SECONDS));
    }

    boolean isEmpty() {
        return sender.isEmpty() && subject.isEmpty() && since.isEmpty() && largest == Long.MAX_VALUE;
    }

    /** What another client has marked as deleted is no mail any more. */
    boolean fits(Message message) throws MessagingException {
        if (message.isSet(Flags.Flag.DELETED) || message.getSize() > largest) {
            return false;
        }
        MailHeaders headers = new MailHeaders(message);
        return contains(headers.all("From"), sender)
                && contains(headers.all("Subject"), subject)
                && (since.isEmpty() || isNew(message, headers, since.get()));
    }

    private static boolean isNew(Message message, MailHeaders headers, Instant since) throws MessagingException {
        Date arrived = message.getReceivedDate();
        Optional<Instant> moment = arrived == null ? headers.date() : Optional.of(arrived.toInstant());
        return moment.isPresent() && !moment.get().isBefore(since);
    }

    private static boolean contains(Iterable<String> values, String part) {
        if (part.isEmpty()) {
            return true;
        }
        String wanted = part.toLowerCase(Locale.ROOT);
        for (String value : values) {
            if (value.toLowerCase(Locale.ROOT).contains(wanted)) {
                return true;
            }
        }
        return false;
    }
}
